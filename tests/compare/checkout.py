"""A checkout run as it stands on the disk, whatever is installed in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PARTS = ("schema", "extractors", "flows", "sql", "data")
INSTALLED = "xxgk"


@dataclass(frozen=True)
class Checkout:
    """A folder with the program, and the path from which its own modules are imported."""

    root: Path
    path: Path

    def extract(self, files: Sequence[Path]) -> Iterator[str]:
        """What the command says of each file: a line of JSON for each of their documents. Raises RuntimeError where it
        ends without a word."""
        with self.root.joinpath("pyproject.toml").open("rb") as file:
            module, _, function = tomllib.load(file)["project"]["scripts"]["xxgk"].partition(":")
        command = [sys.executable, "-c", f"from {module} import {function}; {function}()", "extract", "--json"]
        environment = {**os.environ, "PYTHONPATH": str(self.path)}
        command += [str(file.resolve()) for file in files]
        with subprocess.Popen(
            command, env=environment, cwd=self.path, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            assert process.stdout is not None
            told = False
            for line in process.stdout:
                told = True
                yield line
        if not told or process.returncode not in (0, 1):
            raise RuntimeError(f"{self.root}: extract ended with {process.returncode}")


def checkout(root: Path, scratch: Path) -> Checkout:
    """The checkout at `root`; in `scratch` its folders are given the names under which they are installed."""
    root = root.resolve()
    if not root.joinpath(INSTALLED).is_dir():  # before they were: its folders are imported by their own names
        return Checkout(root, root)
    package = scratch / INSTALLED
    package.mkdir(parents=True)
    package.joinpath("__init__.py").symlink_to(root / INSTALLED / "__init__.py")
    for part in PARTS:
        package.joinpath(part).symlink_to(root / part)
    return Checkout(root, scratch)
