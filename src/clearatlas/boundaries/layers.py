"""Boundary files of every format -> one :class:`Layer`: attributes as written, shapes, CRS.

Attributes pass through Arrow, never through a data frame, so that ``05`` stays text and an
integer beside an empty cell stays an integer.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import orjson
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from clearatlas.boundaries.containers import Container, choose_layer, open_container
from clearatlas.boundaries.model import WGS84, Shapes
from clearatlas.boundaries.shapefiles import encoding_of, has_projection
from clearatlas.errors import BoundaryError
from clearatlas.notes import Note

__all__ = ["Layer", "read_layer"]

#: Columns LIBKML makes up for every placemark; its ``id`` is a counter, not a code.
_KML_OWN = frozenset(
    {
        *("id", "description", "snippet", "icon", "draworder", "visibility"),
        *("timestamp", "begin", "end", "altitudemode", "tessellate", "extrude"),
    }
)

_UNREADABLE = "it cannot be read ({reason}); open it in a GIS and export it again"
_ENCODING_UNKNOWN = (
    "its texts are not plain ASCII and nothing says how they are encoded: put a file {cpg} beside "
    "it that holds the name of the encoding, such as UTF-8, 1251 or 1254"
)
_NO_PRJ = (
    "there is no {prj} beside it, so its coordinate system is not known: copy the .prj from where "
    "the file came from, or export the layer again with its coordinate system"
)
_NO_CRS = (
    "it does not say its coordinate system: export it again with one set, best EPSG:4326 "
    "(longitude, latitude)"
)

_BAD_CRS = (
    "its “crs” member names no known coordinate system: {member}; name one by its EPSG code, or "
    "leave the member out where the coordinates are longitude and latitude"
)


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer as it stands in the file.

    Attributes
    ----------
    path
        The file, for messages.
    columns
        Attributes by column name, one value per feature, as typed in the file.
    shapes
        Geometries in ``crs``, x before y; None where a feature has none.
    crs
        The declared coordinate system.
    members
        What a GeoJSON collection says beside its features.
    notes
        What the reader of the format remarked.
    """

    path: Path
    columns: Mapping[str, list[object]]
    shapes: Shapes
    crs: CRS
    members: Mapping[str, object]
    notes: tuple[Note, ...]


def read_layer(path: str | Path) -> Layer:
    """Return the polygon layer of a boundary file (``file.gpkg:layer`` names one of several).

    Raises
    ------
    BoundaryError
        With everything that keeps the file from being read: no coordinate system, no declared
        encoding, several layers, a file that is not what its suffix says.
    UnsupportedFormat
        For a suffix nobody reads.
    """
    container = open_container(path)
    with _refused_as(container.path), warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        if container.suffix in {".parquet", ".geoparquet"}:
            layer = _read_parquet(container.path)
        else:
            layer = _read_ogr(container)
    remarks = dict.fromkeys(Note("reader", message=str(entry.message)) for entry in raised)
    return Layer(
        layer.path, layer.columns, layer.shapes, layer.crs, layer.members, (*layer.notes, *remarks)
    )


@contextmanager
def _refused_as(path: Path) -> Iterator[None]:
    """Turn what the readers raise into an error that names the file."""
    try:
        yield
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise BoundaryError(path, _UNREADABLE.format(reason=str(error).split(";")[0])) from error
    except (ValueError, shapely.GEOSException) as error:
        raise BoundaryError(path, _UNREADABLE.format(reason=error)) from error


def _read_parquet(path: Path) -> Layer:
    frame = gpd.read_parquet(path)
    if frame.crs is None:
        raise BoundaryError(path, _NO_CRS)
    shaped = set(frame.columns[frame.dtypes == "geometry"])
    table = pq.read_table(path)
    columns = {name: table[name].to_pylist() for name in table.column_names if name not in shaped}
    return Layer(path, columns, np.asarray(frame.geometry.array), CRS(frame.crs), {}, ())


def _read_ogr(container: Container) -> Layer:
    layer = choose_layer(container)
    encoding, notes = _shapefile_encoding(container)
    dated = {"DATE_AS_STRING": "YES"} if container.suffix in {".json", ".geojson"} else {}
    meta, table = pyogrio.read_arrow(container.address, layer=layer, encoding=encoding, **dated)
    driver = str(pyogrio.read_info(container.address, layer=layer)["driver"])
    geometry = meta["geometry_name"] or "wkb_geometry"
    own = _KML_OWN if driver in {"LIBKML", "KML"} else frozenset()
    columns = {
        name: table[name].to_pylist()
        for name in table.column_names
        if name != geometry and name.casefold() not in own
    }
    # A ring that is not closed is closed, and the reader has warned of it.
    shapes = shapely.from_wkb(table[geometry].to_pylist(), on_invalid="fix")
    members = _members(container) if driver == "GeoJSON" else {}
    crs = _crs(container, driver, meta["crs"], members)
    return Layer(container.path, columns, np.asarray(shapes, dtype=object), crs, members, notes)


def _shapefile_encoding(container: Container) -> tuple[str | None, tuple[Note, ...]]:
    """Return the encoding to ask for and a note; refuse a Shapefile that leaves things open."""
    if container.suffix != ".shp":
        return None, ()
    name = Path(container.member or container.path.name)
    problems = []
    if not has_projection(container):
        problems.append(_NO_PRJ.format(prj=name.with_suffix(".prj").name))
    encoding = encoding_of(container)
    if encoding is None:
        problems.append(_ENCODING_UNKNOWN.format(cpg=name.with_suffix(".cpg").name))
    if problems:
        raise BoundaryError(container.path, "; also, ".join(problems))
    if encoding:
        return encoding, (Note("undeclared_encoding"),)
    return None, ()


def _members(container: Container) -> Mapping[str, object]:
    """Return what a GeoJSON file says beside its features."""
    content = (container.read() or b"").removeprefix(b"\xef\xbb\xbf")
    try:
        collection = orjson.loads(content)
    except orjson.JSONDecodeError:
        return {}  # GDAL accepts more than JSON allows; such a file just has nothing to add
    return {key: value for key, value in collection.items() if key != "features"}


def _crs(
    container: Container, driver: str, found: str | None, members: Mapping[str, object]
) -> CRS:
    """Return the coordinate system a file declares or its format prescribes."""
    if driver in {"TopoJSON", "LIBKML", "KML"}:
        return CRS(WGS84)
    if driver == "GeoJSON" and members.get("crs") is not None:
        return _geojson_crs(container.path, members["crs"])
    crs = None if found is None else CRS(found)
    if crs is None or crs.type_name == "Engineering CRS" or crs.name.lower().startswith("undef"):
        raise BoundaryError(container.path, _NO_CRS)
    return crs


def _geojson_crs(path: Path, member: object) -> CRS:
    """Return the system that a ``crs`` member names; GDAL would read WGS 84 where it knows none."""
    properties = member.get("properties") if isinstance(member, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    try:
        return CRS(name)
    except CRSError as error:
        shown = orjson.dumps(member).decode()
        raise BoundaryError(path, _BAD_CRS.format(member=shown)) from error
