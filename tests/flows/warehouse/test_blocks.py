"""Every block of a file of DuckDB carries a checksum; one pass tells whether each is what was written."""

import hashlib

import duckdb
import pytest

from xxgk.flows.warehouse.blocks import BLOCK, HEAD, hash_of, look_through
from xxgk.flows.warehouse.warehouse import STORAGE_VERSION


@pytest.fixture
def file(tmp_path):
    """A file of some blocks, of which some are not used any more."""
    path = tmp_path / "some.duckdb"
    with duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION}) as opened:
        opened.execute("CREATE TABLE kept AS SELECT n, hash(n) AS noise FROM range(300000) t(n)")
        opened.execute("CREATE TABLE gone AS SELECT hash(n + 1) AS noise FROM range(300000) t(n)")
        opened.execute("CHECKPOINT")
        opened.execute("DROP TABLE gone")
    return path


def test_a_file_as_duckdb_wrote_it_is_whole_and_its_hash_is_that_of_its_bytes(file):
    assert (file.stat().st_size - HEAD) // BLOCK > 10
    assert look_through(file) == (hashlib.sha256(file.read_bytes()).hexdigest(), True)
    assert look_through(file).sha256 == hash_of(file)


def test_one_flipped_bit_anywhere_in_a_block_is_noticed(file):
    whole = file.read_bytes()
    for place in (HEAD, HEAD + 8, HEAD + BLOCK // 2, HEAD + BLOCK - 1, len(whole) // 2, len(whole) - 1):
        data = bytearray(whole)
        data[place] ^= 4
        file.write_bytes(data)
        assert not look_through(file).is_whole


def test_a_file_that_is_cut_within_a_block_is_not_whole(file):
    file.write_bytes(file.read_bytes()[:-1])
    assert not look_through(file).is_whole
