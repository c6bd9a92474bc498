"""A deployment of the nightly flow, run by a process worker as an operator runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.soak
@pytest.mark.prefect
@pytest.mark.filterwarnings("default")
def test_a_process_worker_runs_the_flow_that_is_deployed(corpus, tmp_path):
    pytest.importorskip("prefect")
    from prefect.deployments import run_deployment
    from prefect.testing.utilities import prefect_test_harness

    from xxgk.flows.scheduled.ingest import ingest

    corpus.write(**{f"x{n}": f"丙局|{2000 + n}||{n}" for n in range(3)})
    with prefect_test_harness(server_startup_timeout=120):
        from prefect.settings import PREFECT_API_URL

        environment = os.environ | {"PREFECT_API_URL": PREFECT_API_URL.value(), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "prefect"]
        subprocess.run(
            [*command, "work-pool", "create", "readers", "--type=process"], env=environment, check=True, timeout=120
        )
        flow = ingest.from_source(str(ROOT), "flows/scheduled/ingest.py:ingest")
        flow.deploy("by-a-worker", work_pool_name="readers", print_next_steps=False)
        worker = subprocess.Popen([*command, "worker", "start", "--pool=readers", "--run-once"], env=environment)
        try:
            parameters = {
                "paths": [str(corpus.folder)],
                "warehouse": str(corpus.warehouse),
                "archive": str(tmp_path / "archive"),
            }
            run = run_deployment("ingest/by-a-worker", parameters=parameters, timeout=300)
        finally:
            worker.terminate()
            worker.wait(60)
    assert run.state.is_completed(), run.state
    assert corpus.query("SELECT count(*) FROM document") == [(3,)]
