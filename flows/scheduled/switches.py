"""Settings that Prefect reads when it is imported: no telemetry, no analytics (they lock its SQLite file), time to
start.

Import this before prefect. What the environment already says is left alone. Raises PrefectError where Prefect is not
installed."""

import os

from xxgk.flows.scheduled.server import installed

SWITCHES = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}

installed()
for _name, _value in SWITCHES.items():
    os.environ.setdefault(_name, _value)
