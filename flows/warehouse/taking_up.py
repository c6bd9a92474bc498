"""A run that was broken off left in the spool what it had read: it is loaded before anything else is done, and not read
again.

It is loaded as the work of the run that read it. Killed in between, or between the load and the removal of its pieces,
the next start does the rest: what that run has in the ledger already is not loaded twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.warehouse.spool import SpooledPiece, pieces
from xxgk.flows.warehouse.staging import join
from xxgk.flows.warehouse.summary import outcomes_of
from xxgk.flows.warehouse.warehouse import Warehouse

MOST = 2000
"""Documents loaded in one transaction, as in `flows.jobs.ingest`."""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """How many documents were loaded, and which pieces were of no use: path and reason."""

    documents: int = 0
    thrown: tuple[tuple[Path, str], ...] = ()

    def told(self) -> Iterator[str]:
        """For a person, in a line each."""
        if self.documents:
            yield f"{self.documents} documents that a broken-off run had read were loaded and are not read again"
        for path, reason in self.thrown:
            yield f"{path} of a broken-off run was thrown away ({reason}); what it held is read again"


def take_up(warehouse: Warehouse, folder: Path, version: str) -> TakenUp:
    """Load what is whole in the spool and was read by this version; throw the rest away; leave the folder empty."""
    thrown: list[tuple[Path, str]] = []
    documents = 0
    batch: list[SpooledPiece] = []
    for piece in pieces(folder):
        if not isinstance(piece, SpooledPiece):
            thrown.append(piece)
            piece[0].unlink(missing_ok=True)
        elif reason := _unfit(warehouse, piece, version):
            thrown.append((piece.path, reason))
            piece.path.unlink()
        else:
            if batch and (batch[0].origin != piece.origin or sum(one.documents for one in batch) >= MOST):
                documents += _load(warehouse, batch)
                batch = []
            batch.append(piece)
    return TakenUp(documents + _load(warehouse, batch), tuple(thrown))


def _unfit(warehouse: Warehouse, piece: SpooledPiece, version: str) -> str:
    """Why a piece is not to be loaded, if so."""
    if piece.origin.version != version:
        return "another version of the program read it"
    if warehouse.started(piece.origin.run) != piece.origin.started:
        return "the warehouse does not know its run"
    return ""


def _load(warehouse: Warehouse, batch: Sequence[SpooledPiece]) -> int:
    """Load pieces of one run in one transaction and remove them; the number of documents that were new."""
    new = [piece for piece in batch if not _is_loaded(warehouse, piece)]
    if new:
        rows = join([piece.rows for piece in new])
        warehouse.load(rows, new[0].origin.run, outcomes_of(rows))
    for piece in batch:
        piece.path.unlink()
    return sum(piece.documents for piece in new)


def _is_loaded(warehouse: Warehouse, piece: SpooledPiece) -> bool:
    """Whether its run has it in the ledger: it was loaded, and the run was killed before the piece was removed."""
    publications = set(piece.rows["staged_document"].column("publication").to_pylist())
    met = warehouse.known(sorted(publications), piece.origin.run)
    return all(met.get(publication) for publication in publications)
