"""What a renderer is: a way to print a report, with what it exercises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.generate.document import Document, compose
from tests.generate.noise import Noise
from tests.generate.truth import Truth


@dataclass(frozen=True)
class Renderer:
    """One way to print a report.

    `reader` and `layout` are what it exercises; `suffix` is the usual file name ending; `lossy_blanks` says that a
    blank cell leaves no trace of its own; `fused` that the cells of a row run together: some rows cannot be split;
    `shipped` that there is a sample of it in ``data/samples``.
    """

    write: Callable[[Document, Noise, Random], bytes]
    reader: str
    layout: str
    suffix: str
    lossy_blanks: bool = False
    fused: bool = False
    shipped: bool = True

    def __call__(self, truth: Truth, noise: Noise, rng: Random) -> bytes:
        """The rendered bytes; the same arguments (and the same state of `rng`) give the same bytes."""
        return self.write(compose(truth, noise, rng), noise, rng)
