"""Every command, whatever befell its files: one line on standard error with the path and the way out, an exit code, and
never a traceback."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from xxgk.flows.commands import main as cli
from xxgk.flows.places import Places
from xxgk.flows.telling import SAFE

SITE = replace(SITES[1], reports=SITES[1].reports[:1])
SAMPLE = Path(__file__).parents[3] / "data/samples/qinghe-justice-2019.html"
AGENCY, YEAR = SITE.reports[0].agency, str(SITE.reports[0].year)
COMMANDS = {
    "nightly": ("nightly", "{stores}", "{registry}", "-n1", "--all"),
    "backfill": ("backfill", "--years=2020-2024", "{stores}", "{registry}", "-n1"),
    "reextract": ("reextract", "--where=TRUE", "{stores}", "-n1"),
    "warc": ("warc", "1", "{folder}/1.warc.gz", "{stores}"),
    "backup": ("backup", "{folder}/backup", "{stores}"),
    "rebuild": ("rebuild", "{stores}", "-n1"),
    "extract": ("extract", str(SAMPLE), "--in-process"),
    "explain": ("explain", str(SAMPLE)),
    "ingest": ("ingest", "{folder}/in", "{stores}", "-n1"),
    "release": ("release", "{stores}", "--export=csv"),
    "withdraw": ("withdraw", "{document}", "--why=a test", "{warehouse}"),
    "audit": ("audit", "{warehouse}"),
    "sql": ("sql", "SELECT count(*) FROM figure", "{warehouse}"),
    "export": ("export", "--to={folder}/out", "{warehouse}"),
    "show": ("show", AGENCY, YEAR, "{stores}"),
    "unread-prose": ("unread-prose", "{warehouse}"),
    "status": ("status", "{warehouse}"),
    "site": ("site", "--to={folder}/site", "{warehouse}"),
    "compare": ("compare", AGENCY, YEAR, YEAR, "{warehouse}"),
    "sources check": ("sources", "check", "--sources={folder}/registry/sources.csv"),
    "sources review": ("sources", "review", "{warehouse}"),
    "sources export": ("sources", "export", "{warehouse}"),
    "sources accept": ("sources", "accept", "http://a.gov.cn/", "--why=a test", "{warehouse}"),
    "sources reject": ("sources", "reject", "http://a.gov.cn/", "--why=a test", "{warehouse}"),
    "readings check": ("readings", "check", "{warehouse}"),
    "readings same": ("readings", "same", AGENCY, "nobody", "--why=a test", "{warehouse}"),
    "review": ("review", "--list", "{stores}"),
    "archive check": ("archive", "check", "{stores}", "--repair"),
    "archive copy": ("archive", "copy", "{folder}/copy", "{archive}"),
}
ASIDE = {"mcp", "serve", "scheduler", "worker", "sources discover", "sources grow"}
"""They have no files here: some wait for whoever asks them, the others ask the web."""

EVERY = bool(os.environ.get("XXGK_WORDS"))
"""Whether each store, harm, size and moment is tried, not one of each."""


def names(group, before=()):
    for name, command in group.commands.items():
        yield from names(command, (*before, name)) if hasattr(command, "commands") else [" ".join((*before, name))]


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    with serve(NIGHTS[0], (SITE,), ()) as portal:
        job = Job(portal, tmp_path_factory.mktemp("night"))
        job.run()
    (job.folder / "in").mkdir()
    shutil.copy(SAMPLE, job.folder / "in")
    return job


@pytest.fixture
def job(night, tmp_path, monkeypatch):
    """A night's stores in a folder of their own; nobody is asked."""
    copied = Job.__new__(Job)
    copied.__dict__ |= night.__dict__
    shutil.copytree(night.folder, tmp_path / "job", symlinks=True)
    copied.at(tmp_path / "job")
    monkeypatch.setenv("XXGK_CONTACT", "mailto:nobody@localhost")
    copied.document = night.query("SELECT sha256 FROM document LIMIT 1")[0][0]
    return copied


def run(job, name):
    words = {
        "{stores}": job.named,
        "{warehouse}": job.named[:1],
        "{archive}": job.named[1:],
        "{registry}": [f"--sources={job.folder}/registry/sources.csv", f"--hosts={job.folder}/registry/hosts.toml"],
    }
    given = [word for part in COMMANDS[name] for word in words.get(part, [part])]
    return CliRunner().invoke(cli.app, [word.format(folder=job.folder, document=job.document) for word in given])


def told(done):
    """The lines on standard error, where it ended as it should."""
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert "Traceback" not in done.output
    return [line for line in done.stderr.splitlines() if line.startswith("xxgk: ")]


def ends_in_a_line(done):
    lines = told(done) or done.output.startswith("FAILED: ")  # as a night says whose sites are all away
    assert (done.exit_code, bool(lines)) in {(0, False), (0, True), (1, True)}, done.output


def test_every_command_is_tried():
    assert {*COMMANDS, *ASIDE} == {*names(get_command(cli.app))}


def flipped(path):
    size = path.stat().st_size
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.seek(size // 5)
        file.write(os.urandom(size // 2))


HARM = {
    "empty": lambda path: (path.chmod(0o644), os.truncate(path, 0)),
    "cut": lambda path: (path.chmod(0o644), os.truncate(path, path.stat().st_size // 2)),
    "flipped": flipped,
    "no database": lambda path: (path.chmod(0o644), path.write_bytes(b"no database at all " * 1000)),
}


STORES = ("published", "work", "ledger")
FAULTS = [(store, harm) for store in STORES for harm in HARM] if EVERY else [("all", "flipped")]


@pytest.mark.parametrize(("store", "harm"), FAULTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_damaged_store_is_told(job, name, store, harm):
    places = Places(job.where.warehouse)
    paths = {"published": places.published.resolve(), "work": places.work, "ledger": job.where.ledger}
    for path in paths.values() if store == "all" else [paths[store]]:
        HARM[harm](path)
    ends_in_a_line(run(job, name))


@pytest.mark.parametrize("most", [0, 1000, 100_000] if EVERY else [1000])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_space_is_told(job, name, most):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        done = run(job, name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    ends_in_a_line(done)


@pytest.mark.parametrize("after", [50, 400, 2000] if EVERY else [400])
@pytest.mark.parametrize("name", COMMANDS)
def test_an_interrupt_is_told(job, name, after):
    left = [after]

    def count(frame, event, _):
        if event == "call" and "/flows/" in frame.f_code.co_filename and "/tests/" not in frame.f_code.co_filename:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

    sys.setprofile(count)
    try:
        done = run(job, name)
    finally:
        sys.setprofile(None)
    lines = told(done)
    assert left[0] > 0 or (done.exit_code, lines[-1:]) == (130, [f"xxgk: ended by SIGINT; {SAFE}"])


QUERY = "SELECT sum(a.range * b.range) FROM range(3000000) a, range(300000) b"


@pytest.mark.parametrize("query", [QUERY, f"SELECT 1; {QUERY}; SELECT 2"] if EVERY else [QUERY])
def test_a_query_that_runs_is_ended_at_once(night, query):
    command = [
        sys.executable,
        "-c",
        "from xxgk.flows.commands.main import main; main()",
        "sql",
        query,
        *night.named[:1],
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(4)
            process.send_signal(signal.SIGTERM)  # what runs in the background may be deaf to ^C
            assert process.communicate(timeout=60)[1] == f"xxgk: ended by SIGTERM; {SAFE}\n"
        finally:
            process.kill()
    assert process.returncode == 128 + signal.SIGTERM
