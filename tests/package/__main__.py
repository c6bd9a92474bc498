"""Build the wheel and try it in empty environments, without extras and with each: `python -m tests.package --to dist`.

Each environment holds the wheel and what pip or uv (where it is there) resolves for it, within the versions of
requirements.lock; no checkout is on its path. Exit code 1 where a trial fails; what was printed tells which."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.package.bounds import bounds

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
CLIENT = """
import anyio, mcp

async def ask():
    async with mcp.stdio_client(mcp.StdioServerParameters(command="xxgk", args=["mcp"])) as streams:
        async with mcp.ClientSession(*streams) as session:
            await session.initialize()
            print((await session.call_tool("tables", {})).content[0].text)

anyio.run(ask)
"""
"""A client of the server, in the environment that is tried."""


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment with the wheel in it, and an empty folder to work in."""

    place: Path
    folder: Path

    def run(self, *command: str, given: str = "", fails: bool = False) -> str:
        """What a command prints, of both kinds. Raises AssertionError where it ends otherwise than it should."""
        program = str(self.place / "bin" / command[0])
        done = subprocess.run(
            [program, *command[1:]],
            input=given,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={"PATH": f"{self.place / 'bin'}:/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"},
            timeout=300,
            check=False,
        )
        if (done.returncode != 0) is not fails:
            raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr


def _plain(made: Environment) -> None:
    """What everybody does first: the version, a document, a warehouse, a question, an export, the registry."""
    assert made.run("xxgk", "--version").startswith("xxgk ")
    told = json.loads(made.run("xxgk", "extract", "--json", str(SAMPLES / "qinghe-justice-2021.html")))
    assert (told["outcome"], told["year"]) == ("loaded", 2021)
    documents = [str(SAMPLES / name) for name in ("qinghe-justice-2021.html", "qinghe-justice-2023.docx")]
    made.run("xxgk", "ingest", *documents)
    assert made.run("xxgk", "sql", "--safe", "--csv", "SELECT count(*) AS n FROM report").split() == ["n", "2"]
    made.run("xxgk", "export", "--to", "out")
    made.run("xxgk", "site", "--to", "site")
    made.run("xxgk", "sources", "check")


def _lacks(*command: str, extra: str) -> Callable[[Environment], None]:
    """Without its extra a command says which one it needs."""

    def trial(made: Environment) -> None:
        told = made.run(*command, fails=True)
        assert f"xxgk[{extra}]" in told, told

    return trial


def _mcp(made: Environment) -> None:
    told = made.run("python", "-c", CLIENT)
    assert "start_here" in told, told


NOBODY = ("xxgk", "status", "--tell", "json://127.0.0.1:9/")
"""The morning told to an address where nobody listens."""


def _tell(made: Environment) -> None:
    told = made.run(*NOBODY, fails=True)
    assert "could not tell json://127.0.0.1:9" in told, told


def _imports(*names: str) -> Callable[[Environment], None]:
    def trial(made: Environment) -> None:
        made.run("python", "-W", "error::ImportWarning", "-c", f"import {', '.join(names)}")

    return trial


WITHOUT = (
    _lacks("xxgk", "mcp", extra="mcp"),
    _lacks("xxgk", "scheduler", extra="dask"),
    _lacks("xxgk", "ingest", "--prefect", str(SAMPLES / "qinghe-justice-2022.html"), extra="prefect"),
    _lacks("xxgk", "review", extra="review"),
    _lacks(*NOBODY, extra="tell"),
    _lacks("xxgk", "archive", "check", "--archive", "s3://xxgk/archive", extra="s3"),
    _lacks("xxgk", "release", "--to", "s3://xxgk/releases", extra="s3"),
)
"""What is told where an extra is not there."""

TRIALS: dict[str, Sequence[Callable[[Environment], None]]] = {
    "": (_plain, *WITHOUT),
    "mcp": (_plain, _mcp),
    "dask": (_plain, _imports("distributed", "xxgk.flows.spread.cluster")),
    "s3": (_plain, _imports("s3fs", "xxgk.flows.storage")),
    "tell": (_plain, _tell),
    "ocr": (_plain, _imports("rapidocr", "xxgk.extractors.readers.scan")),
    "prefect": (_plain, _imports("xxgk.flows.scheduled.crawl", "xxgk.flows.scheduled.ingest")),
    "review": (_plain, _imports("starlette", "uvicorn")),
    "notebooks": (_plain, _imports("marimo", "altair", "vl_convert")),
}
"""By extra what is tried where it is installed; that of no extra first."""


def build(to: Path) -> Path:
    """The wheel, made in a folder."""
    for left in (to, ROOT / "build" / "lib"):  # of an older build: what was removed since would come into the wheel
        shutil.rmtree(left, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(to), str(ROOT)], check=True)
    (wheel,) = to.glob("*.whl")
    return wheel


def install(wheel: Path, extra: str, place: Path) -> Path:
    """An empty environment with the wheel and one of its extras, or none."""
    named = f"xxgk[{extra}] @ {wheel.resolve().as_uri()}" if extra else f"xxgk @ {wheel.resolve().as_uri()}"
    kept = place.with_suffix(".txt")
    kept.write_text(bounds(ROOT.joinpath("requirements.lock").read_text("utf-8")), "utf-8")
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(place)], check=True)
        command = [uv, "pip", "install", "--quiet", "--python", str(place / "bin" / "python")]
    else:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        command = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*command, "--constraint", str(kept), named], check=True)
    return place


def main() -> int:
    """Build, install, try; how many trials failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="Folder of the wheel.")
    parser.add_argument("--extras", default=",".join(TRIALS), help="Which extras are tried, '' for none.")
    asked = parser.parse_args()
    wheel = build(asked.to)
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    failed = 0
    for extra in asked.extras.split(","):
        began = time.monotonic()
        with TemporaryDirectory() as folder:
            work = Path(folder, "work")
            work.mkdir()
            made = Environment(install(wheel, extra, Path(folder, "environment")), work)
            size = sum(path.stat().st_size for path in made.place.rglob("*") if path.is_file())
            packages = len([*made.place.rglob("*.dist-info")])
            try:
                for trial in TRIALS[extra]:
                    trial(made)
                told = "works"
            except AssertionError as error:
                told, failed = f"FAILED: {error}", failed + 1
        seconds = time.monotonic() - began
        print(
            f"{extra or 'no extra':10} {packages:4} packages {size / 1e6:6.0f} MB {seconds:5.0f} s  {told}", flush=True
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
