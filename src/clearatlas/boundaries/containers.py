"""Which layer of which file is meant: ``units.gpkg``, ``units.gpkg:adm1``, a zipped Shapefile."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyogrio

from clearatlas.errors import BoundaryError, UnsupportedFormat

__all__ = ["SUFFIXES", "Container", "choose_layer", "open_container"]

#: What is read, by suffix. A .zip holds one of them, most often a Shapefile.
SUFFIXES = (
    ".geojson",
    ".json",
    ".topojson",
    ".gpkg",
    ".shp",
    ".zip",
    ".fgb",
    ".parquet",
    ".geoparquet",
    ".kml",
    ".kmz",
)
_ZIPPED = (".shp", ".geojson", ".json", ".topojson", ".gpkg", ".fgb", ".kml")


@dataclass(frozen=True)
class Container:
    """A file on disk, how GDAL is to be told of it, and the layer that was asked for.

    Attributes
    ----------
    path
        The file, without a layer.
    member
        The file inside a .zip that is read; empty where there is none.
    layer
        The layer that was asked for; None where the only one with polygons is meant.
    """

    path: Path
    member: str
    layer: str | None

    @property
    def suffix(self) -> str:
        """Suffix of the file that holds the shapes, lower case."""
        return PurePosixPath(self.member or self.path.name).suffix.lower()

    @property
    def address(self) -> str:
        """What GDAL opens."""
        return f"/vsizip/{self.path}/{self.member}" if self.member else str(self.path)

    def read(self, suffix: str = "") -> bytes | None:
        """Return the file's content, or that of its sibling with another suffix, in any case.

        None where there is no such file.
        """
        if self.member:
            wanted = PurePosixPath(self.member)
            name = str(wanted.with_suffix(suffix or wanted.suffix)).casefold()
            with zipfile.ZipFile(self.path) as archive:
                found = [inside for inside in archive.namelist() if inside.casefold() == name]
                return archive.read(found[0]) if found else None
        name = self.path.with_suffix(suffix or self.path.suffix).name.casefold()
        siblings = (file for file in self.path.parent.iterdir() if file.name.casefold() == name)
        sibling = next(siblings, None)
        return None if sibling is None else sibling.read_bytes()


def open_container(path: str | Path) -> Container:
    """Return the file and layer that ``path`` names.

    A layer stands after the file's name and a colon: ``file.gpkg:layer``. In a .zip it is the name
    of a file inside, without its suffix.

    Raises
    ------
    BoundaryError
        There is no such file, or a .zip does not hold exactly one that can be read.
    UnsupportedFormat
        The suffix is none of :data:`SUFFIXES`.
    """
    file, layer = _split_layer(Path(path))
    if file.suffix.lower() not in SUFFIXES:
        raise UnsupportedFormat(file, SUFFIXES)
    if not file.exists():
        raise BoundaryError(file, "there is no such file; check the name and the folder")
    if file.is_dir():
        raise BoundaryError(file, "this is a folder; name the file in it")
    if file.suffix.lower() == ".zip":
        return Container(file, _zip_member(file, layer), None)
    return Container(file, "", layer)


def _split_layer(path: Path) -> tuple[Path, str | None]:
    head, colon, layer = str(path).rpartition(":")
    if path.exists() or not colon or Path(head).suffix.lower() not in SUFFIXES:
        return path, None
    return Path(head), layer


def _zip_member(path: Path, wanted: str | None) -> str:
    """Return the one file in a .zip that holds shapes."""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
    except zipfile.BadZipFile as error:
        raise BoundaryError(path, "this is not a whole .zip file; fetch it again") from error
    for suffix in _ZIPPED:
        members = [name for name in inside if name.lower().endswith(suffix)]
        if members:
            named = {PurePosixPath(name).stem: name for name in members}
            if len(named) < len(members):
                named = {name: name for name in members}
            return named[_only(path, list(named), wanted, "files in it")]
    raise BoundaryError(path, f"it holds no file that ends in {', '.join(_ZIPPED)}")


def choose_layer(container: Container) -> str:
    """Return the layer of a file that holds the polygons.

    Raises
    ------
    BoundaryError
        Where none does, or several do and none was named; with the layers there are.
    """
    listed = pyogrio.list_layers(container.address)
    names = [str(name) for name, _ in listed]
    if container.layer is not None:
        return _only(container.path, names, container.layer, "layers")
    drawn = [str(name) for name, kind in listed if kind is not None]
    if len(drawn) > 1:
        drawn = [name for name in drawn if _holds_polygons(container.address, name)]
    if not drawn:
        reason = f"none of its layers holds polygons: {_quoted(names)}"
        raise BoundaryError(container.path, reason)
    return _only(container.path, drawn, None, "layers")


def _holds_polygons(address: str, layer: str) -> bool:
    """Return whether the layer declares polygons or, where it declares nothing, holds one."""
    kind = str(pyogrio.read_info(address, layer=layer)["geometry_type"])
    if kind not in {"Unknown", "Geometry Collection"}:
        return "Polygon" in kind or "Surface" in kind
    features = pyogrio.read_dataframe(address, layer=layer, columns=[])
    return bool(features.geom_type.isin(["Polygon", "MultiPolygon"]).any())


def _only(path: Path, names: Sequence[str], wanted: str | None, what: str) -> str:
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return str(wanted)
    example = f"name one of them, as in {path.name}:{names[0]}"
    if wanted is None:
        raise BoundaryError(path, f"several {what} hold shapes: {_quoted(names)}; {example}")
    raise BoundaryError(path, f"“{wanted}” is none of the {what}: {_quoted(names)}; {example}")


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
