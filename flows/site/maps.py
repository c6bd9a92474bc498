"""A map that whoever has the right to one hands in: the outlines of the provinces from a GeoJSON file. We draw no
boundary of our own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any

from xxgk.flows.site.folder import SiteError

WIDTH = 1000
"""Units that the map is wide; corners lie on whole ones."""

MOST_BYTES = 64 << 20
CODES = ("adcode", "code", "id", "gb", "GB", "ADCODE")
"""Properties by which the files that are about tell a division's code."""

_MIDDLE = cos(radians(36))
"""Degrees of longitude are drawn shorter by this, as they are in the middle of the country."""

Ring = Sequence[Sequence[float]]


def outlines(file: Path, names: Mapping[str, str]) -> dict[str, Any]:
    """The paths of the provinces by the first two digits of their codes, with the size of the drawing. `names`: short
    Chinese names by these digits, for files that tell no code. Raises SiteError, naming the file."""
    found: dict[str, list[Ring]] = {}
    for feature in _features(file):
        if code := _province(feature, names):
            found.setdefault(code, []).extend(_rings(feature.get("geometry"), file))
    points = [point for rings in found.values() for ring in rings for point in ring]
    if not points:
        raise SiteError(f"{file} has no outline of a province: features with a code or a Chinese name are needed")
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / max((east - west) * _MIDDLE, 1e-9)

    def place(point: Sequence[float]) -> tuple[int, int]:
        return round((point[0] - west) * _MIDDLE * scale), round((north - point[1]) * scale)

    paths = {code: "".join(_path(map(place, ring)) for ring in rings) for code, rings in sorted(found.items())}
    return {"width": WIDTH, "height": max(1, round((north - south) * scale)), "paths": paths}


def _features(file: Path) -> Iterator[Mapping[str, Any]]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise SiteError(f"{file} has more than {MOST_BYTES:,} bytes")
        told = json.loads(file.read_text("utf-8-sig"))
    except ValueError as error:
        raise SiteError(f"{file} is no GeoJSON: {error}") from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise SiteError(f"{file} is no GeoJSON with features")
    yield from (feature for feature in features if isinstance(feature, dict))


def _province(feature: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The first two digits of the code of a province; empty where the feature is none, as the line of a sea is."""
    properties = feature.get("properties") or {}
    for code in (str(properties.get(key, "")) for key in CODES):
        if code[-6:].isdecimal() and len(code) >= 6 and code[-4:] == "0000" and code[-6:-4] in names:
            return code[-6:-4]
    called = str(properties.get("name", "") or properties.get("NAME", ""))
    return next((code for code, name in names.items() if called.startswith(name)), "")


def _rings(geometry: object, file: Path) -> Iterator[Ring]:
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return
    try:
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        for polygon in polygons:
            for ring in polygon:
                yield [(float(point[0]), float(point[1])) for point in ring]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise SiteError(f"{file}: an outline is no list of places") from error


def _path(points: Iterable[tuple[int, int]]) -> str:
    """A closed line without the corners that fall together; empty where it is smaller than a dot."""
    corners: list[tuple[int, int]] = []
    for point in points:
        if not corners or corners[-1] != point:
            corners.append(point)
    return "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z" if len(corners) > 3 else ""
