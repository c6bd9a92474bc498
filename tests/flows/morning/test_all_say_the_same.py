"""A night with a blocked, a silent and a moved source and a document that is kept back: mail, webhook, page, JSON,
Prefect's artifact and the exit code of `xxgk status --check` say the same."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from tests.flows.crawl.nights import PortalClock
from tests.flows.crawl.test_nightly import Job
from tests.flows.morning.receivers import mail, web
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES, TROUBLES
from xxgk.flows.commands import main as cli
from xxgk.flows.morning.after import after_the_night
from xxgk.flows.morning.markdown import markdown
from xxgk.flows.morning.standing import why
from xxgk.flows.morning.telling import ALWAYS, Telling
from xxgk.flows.release.audits import BLOCK, Audit, run_audits

MOVED, HELD, BLOCKED, SILENT = "www.qinghe.test", "www.bailu.test", "www.wutong.test", "www.zhulin.test"
WELL = ("www.xinghuawu.test", "www.shiliu.test")
AGENCY = "示例市白鹭县人力资源和社会保障局"
DOUBT = Audit(
    "999_doubt",
    "the machine doubts it",
    BLOCK,
    f"SELECT agency_id, year FROM report WHERE agency_name = '{AGENCY}' AND year = 2025",  # noqa: S608
    holds="agency_id, year",
)
REASONS = {
    ("red", "silent_new", SILENT),
    ("red", "blocked_new", BLOCKED),
    ("yellow", "moved_new", MOVED),
    ("red", "held_new", HELD),
}


class Text(HTMLParser):
    """What a page says, and where its links lead."""

    def __init__(self, page):
        super().__init__()
        self.said, self.links, self.tags = [], [], []
        self.feed(page)

    def handle_data(self, data):
        self.said.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    @property
    def text(self):
        return " ".join("".join(self.said).split())


@pytest.fixture(scope="module")
def night(tmp_path_factory, known_agencies):
    """The job after its second night, the facts, and all that came to those who are told."""
    patch = pytest.MonkeyPatch()
    patch.setattr("xxgk.flows.release.building.run_audits", lambda *asked: run_audits(*asked, chosen=[DOUBT]))
    sites = [site for site in SITES if site.host in (MOVED, HELD, BLOCKED, SILENT, *WELL)]
    with serve(NIGHTS[0], sites, TROUBLES) as portal, mail() as (post, letters), web() as (host, asked):
        job = Job(portal, tmp_path_factory.mktemp("night"))
        telling = Telling((post, f"json://{host}/hook"), ALWAYS, f"http://{host}/beat/secret")
        quiet = after_the_night(job.where, job.run(), Telling(), PortalClock(portal).now().replace(tzinfo=None))
        portal.sites[MOVED] = replace(portal.sites[MOVED], entry="/gk/zfxxgknb/index.html")
        portal.today = NIGHTS[1]
        done = job.run()
        facts = after_the_night(job.where, done, telling, PortalClock(portal).now().replace(tzinfo=None))
    patch.undo()
    return job, quiet, facts, letters, asked


def status(job, *options):
    return CliRunner().invoke(cli.app, ["status", job.named[0], "--within=0", *options])


def test_a_quiet_night_is_green(night):
    assert (night[1].light, night[1].reasons) == ("green", ())


def test_the_facts_are_those_of_the_night(night):
    facts = night[2]
    told = {(one.light, one.key, host) for one in facts.reasons for host in re.findall(r"//([^/]+)", one.things[0])}
    assert told >= REASONS
    assert {key for _, key, _ in told - REASONS} <= {"partial_new"}, "a page that a busy machine answered too late"
    assert (facts.light, facts.untold) == ("red", ())
    (silent,) = [row for row in facts.table("sources") if row["alarm"] == "silent"]
    assert (silent["by night"][-1], silent["by night"][0] > 0, str(silent["since"])[:10]) == (0, True, "2026-02-01")
    assert [row["report"] for row in facts.table("held")] == [f"{AGENCY} 2025"]
    assert facts.archive.new_files > 0 < facts.archive.new_size < facts.archive.size
    assert 2025 in {row["year"] for row in facts.table("new")}


def test_mail_and_webhook_say_every_reason(night):
    _, _, facts, letters, asked = night
    (letter,), ((path, hook),) = letters, [one for one in asked if one[1]]
    text = letter.get_body(("plain",)).get_content()
    assert path == "/hook"
    assert "须处理" in letter["subject"]
    assert "red" in letter["subject"]
    assert hook["type"] == "failure"
    for said in (text, hook["message"]):
        lines = {" ".join(line.split()) for line in said.splitlines()}
        assert {f"[{one.light}] {why(one)}" for one in facts.reasons} <= lines


def test_page_json_and_artifact_say_every_reason(night):
    job, _, facts, *_ = night
    page = job.where.places.morning.read_text("utf-8")
    shown = Text(page)
    told = json.loads(job.where.places.morning.with_suffix(".json").read_text("utf-8"))
    assert told["light"] == "red"
    assert {(one["light"], one["key"]) for one in told["reasons"]} == {(one.light, one.key) for one in facts.reasons}
    assert all(" ".join(why(one).split()) in shown.text for one in facts.reasons)
    assert {"script", "img", "link", "iframe"} & {*shown.tags} == set()
    assert all(link.startswith("http") for link in shown.links)
    assert any(SILENT in link for link in shown.links)
    linked = re.findall(r"\]\(<([^>]*)>\)", markdown(facts))
    assert {link for link in linked if SILENT in link} == {link for link in shown.links if SILENT in link}
    assert not any("\\" in link for link in linked)
    release = job.query("SELECT max(release) FROM release")[0][0]
    assert job.where.places.morning_of(release).read_text("utf-8") == page


def test_status_and_its_exit_code_say_the_same(night):
    job, _, facts, *_ = night
    checked, as_json, plain = status(job, "--check"), status(job, "--json"), status(job)
    assert (checked.exit_code, as_json.exit_code, plain.exit_code) == (2, 0, 0)
    (line,) = checked.stdout.splitlines()
    told = json.loads(as_json.stdout)
    assert {(one["light"], one["key"]) for one in told["reasons"]} == {(one.light, one.key) for one in facts.reasons}
    assert told["night"] == list(facts.night)
    for one in facts.reasons:
        assert why(one) in line
        assert why(one) in plain.stdout


def test_the_heartbeat_is_asked_after_a_night_that_did_its_work(night):
    assert [path for path, body in night[4] if body is None] == ["/beat/secret"]
