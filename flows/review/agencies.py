"""Two agencies that are one: what a person says of all the reports of the one that the other has."""

from __future__ import annotations

from dataclasses import dataclass

from xxgk.flows.appending import append
from xxgk.flows.places import Places
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError, now
from xxgk.schema.readings import AGENCY, COLUMNS, PRINTED, PersonReading, load_readings

_NAMED = "SELECT agency_id, name FROM agency WHERE agency_id = $1 OR name = $1 ORDER BY 1"
_DOCUMENTS = "SELECT DISTINCT sha256 FROM report WHERE agency_id = ? ORDER BY 1"


@dataclass(frozen=True, slots=True)
class OneAgency:
    """What was said: the reports in `documents` so many documents, of `agency` until now, are those of `other`."""

    agency: str
    other: str
    documents: int


def one_agency(places: Places, asked: str, other: str, who: str, why: str) -> OneAgency:
    """Note that the reports of an agency (identifier or name) are those of another, each bound to its document; what
    that agency publishes later has to be said anew. Raises WarehouseError where one of them is not one agency of the
    warehouse."""
    with Warehouse(places.published, read_only=True) as opened:
        (agency_id, name), (other_id, other_name) = _one(opened, asked), _one(opened, other)
        if agency_id == other_id:
            raise WarehouseError(f"{asked} and {other} are one agency already")
        documents = [sha256 for (sha256,) in opened.query(_DOCUMENTS, [agency_id]).rows]
    said = {one.sha256 for told in load_readings(places.readings).values() for one in told if one.code == AGENCY}
    lines = [PersonReading(one, AGENCY, PRINTED, other_name, who, now(), why) for one in documents if one not in said]
    append(places.readings, COLUMNS, [one.row() for one in lines])
    return OneAgency(name, other_name, len(lines))


def _one(opened: Warehouse, asked: str) -> tuple[str, str]:
    found = opened.query(_NAMED, [asked]).rows
    if len(found) != 1:
        told = "; ".join(f"{identifier} {name}" for identifier, name in found) or "no agency of the warehouse"
        raise WarehouseError(f"{asked!r} is {told}; give an identifier or a whole name as `agency` has it")
    return str(found[0][0]), str(found[0][1])
