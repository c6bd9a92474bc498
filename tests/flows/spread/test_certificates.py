"""Who may reach what runs what it is sent: certificates, or nobody else."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.flows import fakes
from xxgk.flows.spread.certificates import FILES, SpreadError, must_be_safe, security
from xxgk.flows.spread.spread import Spread

pytest.importorskip("distributed")

from tests.spread.machines import Machines

SCRIPT = Path(__file__).parents[3] / "docs" / "install" / "certificates.sh"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificates")
    subprocess.run(["sh", SCRIPT, folder, "2"], check=True, timeout=120)
    return folder


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "tcp://reader:8786", "10.0.0.1:8786", "tcp://0.0.0.0:8786"])
def test_an_address_that_others_may_reach_needs_certificates(address):
    with pytest.raises(SpreadError, match=r"whoever reaches this port may run anything here"):
        must_be_safe(address, without_tls=False)
    must_be_safe(address, without_tls=True)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786", "tls://reader:8786"]
)
def test_one_that_nobody_else_reaches_needs_none(address):
    must_be_safe(address, without_tls=False)


def test_certificates_that_are_lacking_are_told(tmp_path):
    with pytest.raises(SpreadError, match="needs certificates"):
        security("tls://reader:8786", None)
    with pytest.raises(SpreadError, match=r"has no ca\.pem, cert\.pem, key\.pem"):
        security("tls://reader:8786", tmp_path)
    assert security("tcp://127.0.0.1:8786", None) is None


def test_the_script_makes_what_is_asked_for_and_for_nobody_else(certificates):
    assert security("tls://reader:8786", certificates).require_encryption
    assert {(certificates / name).stat().st_mode & 0o077 for name in FILES} == {0}


@pytest.mark.soak
def test_with_certificates_it_is_read_and_without_them_nobody_is_heard(corpus, certificates, tmp_path, monkeypatch):
    monkeypatch.setattr("xxgk.flows.spread.cluster.PATIENCE", 60.0)
    corpus.write(**{f"x{n}": f"{n}局|2021||{n}" for n in range(9)})
    asked = {"archive": tmp_path / "archive", "extractor": fakes.extract_publication}
    with Machines(tmp_path, 1, certificates=certificates) as machines:
        there = (machines.address, str(tmp_path / "staging"), str(tmp_path / "archive"))
        told = corpus.ingest(spread=Spread(*there, certificates), **asked)
        monkeypatch.setattr("xxgk.flows.spread.cluster.PATIENCE", 0.0)
        plain = Spread(there[0].replace("tls", "tcp"), *there[1:])
        with pytest.raises(SpreadError, match="no scheduler answers"):
            corpus.ingest(warehouse=tmp_path / "other.duckdb", spread=plain, **asked)
    assert sum(told.counts.values()) == 9
