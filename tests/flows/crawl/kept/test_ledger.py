"""What the crawl writes down."""

from xxgk.flows.crawl.kept.ledger import Ledger

HOST = {"host": "a.gov.cn", "run": 1, "checked_at": "2026-01-01", "robots": "", "class": "", "detail": ""}


def test_of_a_row_that_is_there_only_what_changed_is_written(tmp_path):
    written = []
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.put("crawl_host", HOST)
        ledger._db.set_trace_callback(written.append)
        ledger.change("crawl_host", HOST, {**HOST, "run": 2}, ("host",))
        ledger.change("crawl_host", HOST, HOST, ("host",))
        ledger._db.set_trace_callback(None)
        assert written == ["UPDATE \"crawl_host\" SET run = 2 WHERE host = 'a.gov.cn'"]
        assert [row["run"] for row in ledger.rows("SELECT run FROM crawl_host")] == [2]
