"use strict";
// An agency: its years, its figures over them, its place among its peers, what is missing.
(() => {
  const { h, t, word, need, link, pages, written, charts } = xxgk;
  const SHOWN = 12;

  // The way down to an agency.
  xxgk.wayTo = (about, told) => {
    const held = told.region ? told.region.slice(0, 2) : "zz";
    return [link(t("coverage"), ""), " › ", link(xxgk.province(about, held), "region", [held === "zz" ? "zz" : `${held}0000`]),
      told.region && !told.region.endsWith("0000") ? [" › ", link(told.county || told.city || told.region, "region", [told.region])] : null];
  };

  pages.agency = async ([id]) => {
    const [about, told, forms] = await Promise.all([need("about"), xxgk.agency(id), need("forms")]);
    if (!told) return { shown: [h("h1", {}, t("not_found")), h("p.note", {}, t("no_such_agency"))] };
    const ranked = told.level && told.kind && told.rates.some(one => one.percent !== null);
    const peers = ranked ? await need(`p/${xxgk.shard([told.level, told.kind, told.province || ""].join("/"), 32)}`, []) : [];
    const order = Object.keys(forms);
    return {
      title: told.name,
      shown: [
        h("p.way", {}, xxgk.wayTo(about, told)),
        h("h1", {}, told.name),
        h("p.kind", {}, [word("level", told.level), word("kind", told.kind)].filter(Boolean).join(" · "), told.resolved ? null : h("span.doubt", {}, t("unresolved"))),
        told.before.length ? h("p", {}, t("before"), told.before.map(one => [" ", link(`${one.name}（${one.year}）`, "agency", [one.agency_id])])) : null,
        years(id, told), trends(about, told, order), ranks(about, told, peers), reports(id, told), missing(told),
      ],
    };
  };

  function years(id, told) {
    return h("section", {}, h("h2", {}, t("years")), xxgk.legend(), h("div.wide", { tabindex: "0", role: "region", "aria-label": t("years") }, h("table.years.strip", {},
      h("tbody", {}, h("tr", {}, told.years.map(one => h("th", { scope: "col" }, String(one.year)))),
        h("tr", {}, told.years.map(one => xxgk.stateCell(id, one.year, one.state, told.reports.some(report => report.year === one.year))))))));
  }

  function trends(about, told, forms) {
    const place = new Map(about.concepts.map((concept, at) => [concept.concept, at]));
    const lines = told.lines.map(({ concept, line }) => ({ concept: about.concepts[place.get(concept)], points: charts.points(line) }))
      .filter(({ concept, points }) => concept && points.some(point => point.value))
      .sort((one, other) => place.get(one.concept.concept) - place.get(other.concept.concept));
    if (!lines.length) return null;
    const all = lines.flatMap(({ points }) => points.map(point => point.year)), first = Math.min(...all), last = Math.max(...all);
    const card = ({ concept, points }) => h("figure.chart", {}, h("figcaption", { title: concept.about }, xxgk.spoken() === "en" ? concept.about : concept.label),
      charts.chart({ lines: [{ points, colour: charts.COLOURS[0], seams: about.seams.filter(seam => seam.concept === concept.concept) }], first, last, unit: concept.unit, forms, label: concept.label }));
    return h("section", {}, h("h2", {}, t("trends")), h("p.note", {}, t("trends_note")), h("div.charts", {}, lines.slice(0, SHOWN).map(card)),
      lines.length > SHOWN ? h("details", {}, h("summary", {}, t("more_trends", lines.length - SHOWN)), h("div.charts", {}, lines.slice(SHOWN).map(card))) : null);
  }

  // Rank and median among peers, from the spread of their percentages: see sql/views/162_peer_rank.sql.
  function standing(percent, spread) {
    let above = 0, count = 0;
    for (const [value, agencies] of spread) { if (value > percent) above += agencies; count += agencies; }
    const at = rank => { let seen = 0; for (const [value, agencies] of [...spread].reverse()) { seen += agencies; if (seen >= rank) return value; } return null; };
    return { rank: above + 1, count, median: (at(Math.floor((count + 1) / 2)) + at(Math.ceil((count + 1) / 2))) / 2 };
  }

  function ranks(about, told, peers) {
    const spread = new Map(peers.map(one => [`${one.rate} ${one.year}`, one.spread]));
    const last = Math.max(...told.rates.filter(one => one.percent !== null).map(one => one.year), 0);
    const rows = about.rates.map(({ rate, about: said }) => {
      const mine = told.rates.find(one => one.rate === rate && one.year === last && one.percent !== null), found = spread.get(`${rate} ${last}`);
      if (!mine) return null;
      const stands = found && standing(mine.percent, found);
      return h("tr", {}, h("th", { scope: "row", title: said }, word("rate", rate)), h("td.number", {}, `${written(mine.percent)}%`, mine.consistent ? null : h("span.doubt", {}, " ≠")),
        h("td.number", {}, `${written(mine.of[0])} / ${written(mine.of[1])}`),
        h("td.number", {}, stands ? t("rank", stands.rank, stands.count) : "—"), h("td.number", {}, stands ? `${written(Math.round(10 * stands.median) / 10)}%` : "—"));
    }).filter(Boolean);
    if (!rows.length) return null;
    return h("section", {}, h("h2", {}, t("peers", last)), h("p.note", {}, t("peers_note", word("level", told.level), word("kind", told.kind), told.province || "—")),
      h("div.wide", { tabindex: "0", role: "region", "aria-label": t("peers", last) }, h("table.plain", {}, h("thead", {}, h("tr", {}, ["rate", "percent", "fraction", "place", "median"].map(key => h("th", { scope: "col" }, t(key))))), h("tbody", {}, rows))));
  }

  function reports(id, told) {
    if (!told.reports.length) return null;
    return h("section", {}, h("h2", {}, t("reports")), h("div.wide", { tabindex: "0", role: "region", "aria-label": t("reports") }, h("table.plain", {},
      h("thead", {}, h("tr", {}, ["year", "title", "published_on", "late", "figures", "errors", "warnings", "compare"].map(key => h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, told.reports.map(one => h("tr", {}, h("th", { scope: "row" }, link(String(one.year), "report", [id, String(one.year)])), h("td", {}, one.title || ""), h("td", {}, one.published_on || ""),
        h("td.number", {}, one.days_late ? t("days", one.days_late) : ""), h("td.number", {}, written(one.figures)), h("td.number", {}, one.errors || ""), h("td.number", {}, one.warnings || ""),
        h("td", {}, told.reports.some(other => other.year === one.year - 1) ? link(t("with_year", one.year - 1), "compare", [id, String(one.year - 1), id, String(one.year)]) : null)))))));
  }

  function missing(told) {
    const rows = told.years.filter(one => one.state !== "clean" && (one.reason || one.state !== "contradictory"));
    if (!rows.length) return null;
    return h("section", {}, h("h2", {}, t("missing")), h("ul", {}, rows.map(one => h("li", {}, `${one.year} `, h(`span.word.${one.state}`, {}, word("state", one.state)), one.reason ? ` ${one.reason}` : "",
      one.looked ? h("small", {}, ` ${t("looked_on", one.looked)}`) : null))));
  }
})();
