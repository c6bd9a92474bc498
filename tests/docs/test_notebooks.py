"""The notebooks run over the sample reports, and every chart can be drawn."""

import os
import subprocess
import sys

from tests.sql.answers import sample_warehouse
from xxgk.flows.warehouse.warehouse import SQL

ROOT = SQL.parent


def test_every_chart_of_the_notebooks_is_drawn(tmp_path):
    environment = {**os.environ, "XXGK_WAREHOUSE": str(sample_warehouse(tmp_path)), "PYTHONPATH": str(ROOT)}
    program = ROOT / "docs" / "notebooks" / "pictures.py"
    command = [sys.executable, program, tmp_path]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    drawn = {path.name: path.stat().st_size for path in tmp_path.glob("*.png")}
    assert sorted(drawn) == sorted(path.name for path in (ROOT / "docs" / "pictures").glob("*.png"))
    assert min(drawn.values()) > 10_000
    assert max(drawn.values()) < 100_000
