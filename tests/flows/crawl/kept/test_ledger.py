"""What the crawl writes down."""

from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import HostRow

HOST = HostRow("a.gov.cn", 1, "2026-01-01", "", "", "", since=None, retry_at=None)


def test_of_a_row_that_is_there_only_what_changed_is_written(tmp_path):
    written = []
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.put(HOST)
        ledger._db.set_trace_callback(written.append)
        ledger.change(HOST, HOST._replace(run=2))
        ledger.change(HOST, HOST)
        ledger._db.set_trace_callback(None)
        assert written == ["UPDATE \"crawl_host\" SET run = 2 WHERE host = 'a.gov.cn'"]
        assert [row.run for row in ledger.read(HostRow)] == [2]
