"""Columns as they really look: the sites of ``shapes.toml``, where its little language is told."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.portal.http import Answer, page_of
from tests.portal.site import Pages, Site, items, page

DECEMBER, JANUARY = date(2025, 12, 20), date(2026, 1, 12)
"""The day of the first search, and that on which the next year is there."""

OLD, NEW = (2022, 2023, 2024), 2025
HOST = "www.gudu.test"
REPORT = (
    "<h1>{title}</h1>" + "<p>统计期限自{y}年1月1日起，主动公开、依申请公开、行政复议情况如下，总体情况良好。</p>" * 12
)
_ORGAN, _YEAR = ("{o}", "{b}"), ("{y}", "{p}", "{f}", "{n}")
_REPORT = ("{title}", "{report}")


@dataclass(frozen=True)
class Shape:
    """One shape, as its entry in the file tells it."""

    name: str
    told: Mapping[str, Any]
    is_out: Callable[[int, int], bool] = lambda *_: True
    """Whether the report of an organ, by its place, on a year is published."""

    @property
    def organs(self) -> list[tuple[str, str]]:
        """The organs whose reports it lists, each with its address."""
        if count := self.told.get("crowd"):
            return [(f"青禾省第{number}局", str(number)) for number in range(count)]
        names = self.told.get("organs", ["青禾区"])
        return list(zip(names, self.told.get("addresses", [""] * len(names)), strict=True))

    def wanted(self, name: str, newest: int) -> set[str]:
        """Addresses that a list of the entry names, as they are when a year is the newest."""
        given = (_of_newest(one, newest) for one in self.told.get(name, ()))
        return {_whole(address) for one in given for address in _expanded(one, self, (newest,), _ORGAN)}

    def doubts(self) -> dict[str, str]:
        """What is to be said of columns in doubt, by address."""
        told = self.told.get("doubt", {})
        return {_whole(_of_newest(path, OLD[-1])): reason for path, reason in told.items()}

    def sites(self) -> tuple[Site, ...]:
        """Its hosts: the portal first."""
        hosts = dict.fromkeys([HOST, *(urlsplit(key).hostname for key in self._pages((*OLD, NEW)) if "//" in key)])
        return tuple(Site(host, lambda site, day: self._of(site.host, day), "/", "auto", ()) for host in hosts if host)

    def _of(self, host: str, day: date) -> Pages:
        return self.pages_of(host, OLD if day < JANUARY else (*OLD, NEW))

    def pages_of(self, host: str, years: Sequence[int]) -> Pages:
        """The pages of one of its hosts when these years are there."""
        shown = {key: answer for key, answer in self._pages(years).items() if urlsplit(_whole(key)).hostname == host}
        pages = {page_of(_whole(key).partition(host)[2]): answer for key, answer in shown.items()}
        home = {"/": page("青禾", items([("/xxgk/", "政府信息公开", ""), ("/xw/", "新闻", "")]))}
        return {**(home if host == HOST else {}), **pages}

    def _pages(self, years: Sequence[int]) -> dict[str, Answer]:
        reports = {
            url: Answer(REPORT.replace("{title}", title).replace("{y}", str(year)).encode())
            for year in years
            for url, title in _reports(self, year, self.organs)
        }
        made = {
            key: _answer(body, self, years, year, organ)
            for path, body in self.told["pages"].items()
            for key, year, organ in _keys(_of_newest(path, years[-1]), self, years)
        }
        return reports | made


def shapes() -> tuple[Shape, ...]:
    """All shapes of the file."""
    told = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))
    return tuple(Shape(one["name"], one) for one in told["shape"])


def _keys(path: str, shape: Shape, years: Sequence[int]) -> Iterator[tuple[str, int | None, tuple[str, str] | None]]:
    """A path for each year and organ that it names."""
    for year in years if any(mark in path for mark in _YEAR) else (None,):
        for organ in shape.organs if any(mark in path for mark in _ORGAN) else (None,):
            yield _filled(path, shape, year, organ), year, organ


def _answer(body: Any, shape: Shape, years: Sequence[int], year: int | None, organ: tuple[str, str] | None) -> Answer:
    """A page of lines or markup."""
    among = (year,) if year else tuple(reversed(years))
    organs = [organ] if organ else shape.organs
    if isinstance(body, str):
        reports = [one for each in among for one in _reports(shape, each, organs)]
        listed = [(url, title, "") for url, title in reports]
        told = ", ".join(json.dumps({"title": t, "url": u, "infourl": u}, ensure_ascii=False) for u, t in reports)
        text = body.replace("{list}", items(listed)).replace("{json}", told).replace("{count}", str(len(reports)))
        kind = "application/json; charset=utf-8" if text.startswith("{") else "text/html; charset=utf-8"
        return Answer(_filled(_of_newest(text, years[-1]), shape, year, organ).encode(), kind)
    lines = [
        one
        for line in body
        for one in _lines(
            _of_newest(line, years[-1]).replace("{*", "{"), shape, among if "{*" not in line else years, organs
        )
    ]
    entries = [(url, text, "") for text, _, url in (line.rpartition(" ") for line in lines)]
    return page("政府信息公开", items(entries))


def _lines(line: str, shape: Shape, years: Sequence[int | None], organs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A line for each year and organ that it names."""
    marks = (*_YEAR, *_REPORT)
    for year in years if any(mark in line for mark in marks) else (None,):
        for organ in organs if any(mark in line for mark in (*_ORGAN, *_REPORT)) else (None,):
            if year and organ and _REPORT[0] in line:
                yield from (f"{title} {url}" for url, title in _reports(shape, year, [organ]))
            else:
                yield _filled(line, shape, year, organ)


def _expanded(text: str, shape: Shape, years: Sequence[int], marks: Sequence[str]) -> Iterator[str]:
    for organ in shape.organs if any(mark in text for mark in marks) else (None,):
        yield _filled(text, shape, years[-1], organ)


def _filled(text: str, shape: Shape, year: int | None, organ: tuple[str, str] | None) -> str:
    """A text with the year and the organ that it names."""
    if year:
        folder = shape.told.get("folders", {}).get(str(year), str(year))
        values = {"y": str(year), "p": str(year + 1), "f": folder, "n": _number(year)}
        text = re.sub(r"\{([ypfn])\}", lambda found: values[found[1]], text)
    if organ:
        text = text.replace("{o}", organ[0]).replace("{b}", organ[1])
    return text


def _of_newest(text: str, newest: int) -> str:
    return text.replace("{N}", _number(newest)).replace("{Y}", str(newest))


def _number(year: int) -> str:
    """A number of a year, that nobody can tell from the one before."""
    return str(70000 + year * 37 % 9973)


def _reports(shape: Shape, year: int, organs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Address and title of the reports on a year."""
    form = shape.told.get("reports", "/bg/{y}-{k}.html")
    for organ in organs:
        place = shape.organs.index(organ)
        if not shape.is_out(place, year):
            continue
        url = form.replace("{y}", str(year)).replace("{k}", str(place))
        yield url, f"{organ[0]}{year}年政府信息公开工作年度报告"


def _whole(address: str) -> str:
    return address if "//" in address else f"http://{HOST}{address}"
