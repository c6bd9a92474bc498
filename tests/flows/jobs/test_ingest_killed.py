"""An ingest killed at random moments, each time started again: hardly anything is read twice, and it ends as if nothing
had happened.

``XXGK_KILLS=20`` kills as often as the project promises, over 2,000 files; every day once suffices."""

import math
import os
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from random import Random

from tests.flows.conftest import Corpus

KILLS = int(os.environ.get("XXGK_KILLS", "1"))
FILES = 2000 if KILLS > 1 else 300
LEDGER = """
SELECT count_if(run = last), count(DISTINCT source) FILTER (run = last), count_if(outcome <> 'duplicate')
FROM ingest_outcome, (SELECT max(run) AS last FROM ingest_run)
"""
"""The last run has one outcome for each file, and each file was loaded or refused once."""

TWICE = 200
"""Documents that one kill may cost."""


def made(folder):
    folder.mkdir()
    corpus = Corpus(folder)
    corpus.write(**{f"x{n}": f"{n % 97}局|{1950 + n // 97}||{n}" if n % 50 else f"junk {n}" for n in range(FILES)})
    return corpus


def start(corpus, log):
    command = [sys.executable, "-m", "tests.flows.ingesting", str(corpus.folder.parent)]
    with log.open("a") as told:
        return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=told)


def ended(process, log, documents=math.inf, seconds=0.0):
    """Whether it came to its end before it had read so many documents, and some seconds had gone by; else it is killed,
    and what it started dies of that."""
    while process.poll() is None and len(read(log)) < documents:
        time.sleep(0.005)
    try:
        out, _ = process.communicate(timeout=seconds if documents < math.inf else None)
    except subprocess.TimeoutExpired:
        process.kill()
        return "done" in process.communicate()[0]
    assert "done" in out, log.read_text()
    return True


def names(corpus):
    """Tables and archive, whatever the folder is called."""
    home = str(corpus.folder)
    tables = {name: [repr(row).replace(home, "") for row in rows] for name, rows in corpus.tables().items()}
    kept = sorted(path.name for path in (corpus.folder.parent / "archive").glob("??/??/*"))
    return {"archive": kept, **tables}


def read(log: Path):
    return log.read_text().split() if log.exists() else []


def test_an_ingest_that_is_killed_ends_like_one_that_is_not(tmp_path, tell):
    rng, kills, costs = Random(os.environ.get("XXGK_SEED", "2026")), 0, []
    corpus = made(tmp_path / "whole")
    assert ended(start(corpus, tmp_path / "whole.log"), tmp_path / "whole.log")
    whole = names(corpus)
    assert len(read(tmp_path / "whole.log")) == FILES == len(whole["archive"])
    for attempt in range(5 * KILLS):
        corpus, before, more = made(tmp_path / f"torn{attempt}"), set(), rng.choice((1, 1, 2))
        for number in count():
            log = tmp_path / f"{attempt}.{number}.log"
            still = number < more and kills < KILLS
            moment = (rng.uniform(0, 1.05) * (FILES - len(before)), rng.uniform(0, 0.2)) if still else ()
            done = ended(start(corpus, log), log, *moment)
            if number:
                costs.append(len(before.intersection(read(log))))
            before.update(read(log))
            if done:
                break
            kills += 1
        assert {name for name, rows in names(corpus).items() if rows != whole[name]} == set()
        assert corpus.query(LEDGER) == [(FILES, FILES, FILES)]
        if kills >= KILLS:
            break
    tell(f"ingest of {FILES} files killed {kills} times: documents read twice after each kill: {costs}")
    assert kills >= KILLS
    assert max(costs) <= TWICE
