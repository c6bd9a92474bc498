"""The local page: nobody but its person gets in, and what it shows stays dead; a person resolves all that is asked."""

import http.client
import json
import threading
import time

import pytest

from tests.by_people import ROW, printed
from tests.chromium import CHROMIUM, browser
from tests.flows.review.conftest import SECTION, TITLE, odd_title
from xxgk.flows.review.pages import words
from xxgk.flows.review.server import COOKIE, LARGEST, ReviewServer

OTHER = "t3_requests.new_received"


@pytest.fixture
def served(bureau):
    """The page, and what answers there."""
    serving = ReviewServer(bureau.review(), words("zh"))
    thread = threading.Thread(target=serving.run)
    thread.start()
    while not serving.server.started:
        time.sleep(0.01)
    yield serving
    serving.server.should_exit = True
    thread.join()


def ask(served, path, *, body=None, **headers):
    """Status, head and text of an answer; a header None is not sent."""
    token = served.address.partition("token=")[2]
    given = {"Cookie": f"{COOKIE}={token}", "Host": f"127.0.0.1:{served.port}"}
    if body is not None:
        given |= {"Origin": f"http://127.0.0.1:{served.port}", "Content-Type": "application/json"}
    given = {name: value for name, value in {**given, **headers}.items() if value is not None}
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.putrequest("GET" if body is None else "POST", path, skip_host=True)
    data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    for name, value in {**given, "Content-Length": str(len(data))}.items():
        connection.putheader(name, value)
    connection.endheaders(data)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), text


def test_nobody_else_gets_in(served, bureau):
    key = bureau.review().questions()[1].key
    answer = {"key": key, "values": {f"{ROW}.total": "6"}}
    assert ask(served, "/")[0] == 200
    assert ask(served, "/", Cookie=None)[0] == 403
    assert ask(served, "/", Cookie=f"{COOKIE}=guess")[0] == 403
    assert ask(served, "/?token=guess", Cookie=None)[0] == 403
    assert ask(served, "/static/review.js", Cookie=None)[0] == 403
    assert ask(served, "/", Host="evil.test")[0] == 403
    assert ask(served, "/", Host=f"evil.test:{served.port}")[0] == 403
    assert ask(served, "/answer", body=answer, Origin="http://evil.test")[0] == 403
    assert ask(served, "/answer", body=answer, Origin="null")[0] == 403
    assert ask(served, "/answer", body=answer, Origin=None)[0] == 403
    assert not bureau.places.readings.exists()
    status, head, _ = ask(served, served.address.partition(str(served.port))[2], Cookie=None)
    assert (status, "HttpOnly" in head["set-cookie"], "SameSite=strict" in head["set-cookie"]) == (303, True, True)


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"{}", {"key": 1}, {"key": "a", "values": {"a": 1}}, b"x" * (LARGEST + 1)]
)
def test_what_is_no_answer_is_refused(served, body):
    assert ask(served, "/answer", body=body)[0] in (400, 413)


def test_what_is_asked_no_more_says_so(served):
    status, _, text = ask(served, "/answer", body={"key": "none", "values": {}})
    assert (status, "asked no more" in json.loads(text)["error"]) == (409, True)
    assert ask(served, "/q/none")[0] == 404


def test_pages_may_load_nothing_but_their_own(served, bureau):
    key = bureau.review().questions()[1].key
    _, head, page = ask(served, f"/q/{key}")
    assert head["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert 'sandbox=""' in page
    _, head, source = ask(served, f"/source/{key}")
    assert head["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "<script" not in source


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium")
def test_a_person_tells_the_title_of_a_section(served, bureau, tmp_path):
    bureau.ingest(**{"section.html": odd_title()})
    bureau.release()
    with browser(tmp_path / "profile") as page:
        page.open(served.address)
        page.press(*["Tab"] * 5, "Enter")
        page.wait(f"document.activeElement?.dataset?.code === '{SECTION}'")
        page.press("Tab", " ")
        assert page.run("document.querySelector('input[data-code]').value") == TITLE
        page.picture(tmp_path / "section.png")
        page.click("button[type=submit]")
        page.wait("document.activeElement?.dataset?.code === 'identity.year'")
        assert page.said == []
    bureau.release()
    section = "SELECT title FROM current_section WHERE section = 'problems' AND agency LIKE '%石莲镇%'"
    assert bureau.query(section) == [(TITLE,)]
    assert bureau.query("SELECT status FROM person_reading_status") == [("taken",)]


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium")
def test_a_person_says_that_a_document_is_no_report(served, bureau, tmp_path):
    with browser(tmp_path / "profile") as page:
        page.open(served.address)
        page.press("Tab", "Tab", "Enter")
        page.wait("document.activeElement?.dataset?.code === 'identity.year'")
        page.press("Tab", "Tab", " ")
        page.wait("document.querySelector('#told').textContent.includes('备注')")
        page.press("Tab", *"目录", "Tab")
        page.click("button[data-answer='no report']")
        page.wait("document.activeElement?.dataset?.code === '{ROW}.natural_person'".replace("{ROW}", ROW))
        page.click("header a")
        page.wait("!!document.querySelector('main.list')")
        assert page.run("document.querySelectorAll('main.list tr').length") == 3
    bureau.release()
    assert bureau.query("SELECT reason FROM set_aside") == [("甲: no report, 目录",)]


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium")
def test_a_person_resolves_all_that_is_asked(served, bureau, tmp_path):
    assert bureau.query("SELECT granted, new_received, is_transcribed FROM requests_total ORDER BY agency") == [
        (None, 29, False),
        (6, None, False),
    ]
    with browser(tmp_path / "profile") as page:  # without a mouse
        page.open(served.address)
        page.press("Tab", "Tab", "Enter")
        focus = "document.activeElement?.dataset?.code"
        page.wait(f"{focus} === 'identity.year'")
        page.press(*"2022", "Enter")
        for row in (ROW, OTHER):
            for number, (code, text) in enumerate((c, t) for c, t in printed().items() if c.startswith(f"{row}.")):
                page.press(*(["Tab"] if number else []))
                page.wait(f"{focus} === {json.dumps(code)}")
                page.press(*text)
            page.wait("document.querySelectorAll('#checks li').length")
            assert "fails" not in page.run("document.querySelector('#checks').innerHTML")
            marked = "document.querySelector('iframe')?.src.endsWith('#xxgk-marked')"
            assert page.run(marked)
            page.press("Tab", " ")
            page.wait("document.activeElement?.name === 'blanks' && document.activeElement.checked")
            page.press("Enter")
        page.wait("!!document.querySelector('main.list')")
        assert page.text("main").endswith("没有待判读的内容。")
        assert page.run("typeof window.lives") == "undefined"
        assert page.said == []
        asked = [one for one in page.asked if not one.startswith((f"http://127.0.0.1:{served.port}/", "about:"))]
        assert asked == []
    bureau.release()
    rows = bureau.query("SELECT year, granted, new_received, is_transcribed FROM requests_total ORDER BY ALL")
    assert rows == [(2022, 6, 29, False), (2024, 6, 29, True), (2024, 6, 29, True)]
    rates = bureau.query("SELECT DISTINCT percent, is_transcribed FROM rate WHERE rate = 'grant_rate' AND year = 2024")
    assert rates == [(28.6, True)]
    assert bureau.query("SELECT count(*), count(DISTINCT status), min(status) FROM person_reading_status") == [
        (15, 1, "taken")
    ]
    assert bureau.query("SELECT count(*) FROM question") == [(0,)]
