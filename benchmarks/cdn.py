"""The files that peers' pages fetch from the network, on the local disk: in the peers' favour."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from pathlib import Path

__all__ = ["on_disk"]

#: Addresses of npm's mirror name package, version and file; the others are these.
_NPM = re.compile(r"https://cdn\.jsdelivr\.net/npm/(?P<package>@?[^@]+@[\d.]+)/(?P<file>.+)")
_OTHERS = {
    "https://code.jquery.com/jquery-3.7.1.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "https://d3js.org/d3.v4.min.js": ("d3@4.13.0", "build/d3.min.js"),
    "https://cdnjs.cloudflare.com/ajax/libs/d3/3.5.5/d3.min.js": ("d3@3.5.5", "d3.min.js"),
    "https://cdnjs.cloudflare.com/ajax/libs/moment.js/2.18.1/moment.min.js": (
        "moment@2.18.1",
        "min/moment.min.js",
    ),
}
_LINK = re.compile(
    r'<(?:script src|link rel="stylesheet" href)="(?P<address>https?://[^"]+)"[^>]*>(?:</script>)?'
)


def on_disk(page: Path, folder: Path) -> Path:
    """Return a copy of a page whose files lie in ``folder``; those no map needs are left out."""
    copy = page.with_name(f"{page.stem}_local.html")

    def local(link: re.Match[str]) -> str:
        address = link["address"]
        known = _NPM.fullmatch(address)
        found = (known["package"], known["file"]) if known else _OTHERS.get(address)
        if found is None:
            return ""
        return link[0].replace(address, _file(*found, folder).as_uri())

    copy.write_text(_LINK.sub(local, page.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def _file(package: str, file: str, folder: Path) -> Path:
    """Return a file of an npm package, fetched once."""
    own = folder / package.replace("/", "-")
    if not own.is_dir():
        npm = shutil.which("npm")
        if npm is None:
            message = "npm is needed once, to put the files of the peers' pages on the disk"
            raise SystemExit(message)
        own.mkdir(parents=True)
        subprocess.run(  # noqa: S603 - fixed arguments
            [npm, "pack", "--silent", package, "--pack-destination", str(own)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with tarfile.open(next(own.glob("*.tgz"))) as archive:
            archive.extractall(own, filter="data")
    return (own / "package" / file).resolve()
