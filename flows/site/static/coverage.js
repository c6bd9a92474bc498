"use strict";
// What is there: provinces as tiles, divisions and agencies by year, in five words.
(() => {
  const { h, t, word, entry, keys, need, link, pages, written } = xxgk;
  const STATES = ["c", "x", "r", "n", "."];
  const MARKS = { c: "✓", x: "≠", r: "✕", n: "–", ".": "" };
  const NAMES = { c: "clean", x: "contradictory", r: "refused", n: "not_there", ".": "never_looked_at" };

  // The name of a province: ours, or as the register has it.
  const province = (about, code) => (entry("province", code) ? word("province", code) : (about.provinces || []).find(([known]) => known === code)?.[1] ?? code);

  function legend() {
    return h("ul.legend", {}, STATES.map(state => h("li", {}, h(`span.state.${NAMES[state]}`, { "aria-hidden": "true" }, MARKS[state]), word("state", NAMES[state]))));
  }
  const total = tally => STATES.reduce((sum, state) => sum + (tally[state] || 0), 0);
  const there = tally => (tally.c || 0) + (tally.x || 0);
  function add(tallies) {
    const sum = {};
    for (const tally of tallies) for (const state of STATES) sum[state] = (sum[state] || 0) + (tally[state] || 0);
    return sum;
  }
  const told = tally => STATES.filter(state => tally[state]).map(state => `${word("state", NAMES[state])} ${written(tally[state])}`).join("，");

  // A tally as a bar of its states.
  function bar(tally) {
    const all = total(tally) || 1;
    return h("span.bar", { title: told(tally) }, STATES.filter(state => tally[state]).map(state => h(`span.${NAMES[state]}`, { style: `width:${(100 * tally[state]) / all}%` })));
  }
  function tallied(tally) {
    return h("td.tally", {}, h("span.count", {}, total(tally) ? `${written(there(tally))}/${written(total(tally))}` : ""), bar(tally));
  }

  // Rows by year: [heading, one tally a year].
  function table(caption, years, rows) {
    return h("div.wide", { tabindex: "0", role: "region", "aria-label": caption }, h("table.years", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, h("th", {}), years.map(year => h("th", { scope: "col" }, String(year))))),
      h("tbody", {}, rows.map(([heading, tallies]) => h("tr", {}, h("th", { scope: "row" }, heading), tallies.map(tallied))))));
  }

  const span = about => Array.from({ length: about.last - about.first + 1 }, (_, step) => about.first + step);

  pages[""] = async (_, asked) => {
    const [about, coverage, map] = await Promise.all([need("about"), need("coverage"), xxgk.map()]);
    const years = span(about), at = years.includes(+asked.year) ? years.indexOf(+asked.year) : years.length - 1;
    const names = Object.keys(coverage).sort();
    const tile = code => {
      const [zh, en, column, row, letters] = entry("province", code), tally = coverage[code]?.[at];
      const share = tally && total(tally) ? there(tally) / total(tally) : null;
      return link([xxgk.spoken() === "en" ? h("b.both", {}, h("span", {}, en), h("span", {}, letters)) : h("b", {}, zh), h("span.share", {}, share === null ? "—" : `${Math.round(100 * share)}%`), tally && bar(tally)], "region", [`${code}0000`], {},
        { class: "tile", style: `grid-column:${column};grid-row:${row};--share:${share ?? 0}`, title: tally ? told(tally) : t("no_agency"), "aria-label": `${xxgk.spoken() === "en" ? en : zh} ${tally ? told(tally) : t("no_agency")}` });
    };
    const facts = [["reports", "fact_reports"], ["agencies", "fact_agencies"], ["figures", "fact_figures"], ["documents", "fact_documents"]];
    return {
      shown: [
        h("h1", {}, t("coverage_title")), h("p.lead", {}, t("coverage_lead", about.first, about.last)),
        h("dl.facts", {}, facts.map(([key, name]) => h("div", {}, h("dt", {}, t(name)), h("dd", {}, written(about.counts[key]))))),
        h("div.choice", { role: "group", "aria-label": t("year") }, years.map((year, place) => link(String(year), "", [], { year }, { "aria-current": place === at ? "true" : null }))),
        legend(),
        map ? map(coverage, at, { there, total, told }) : h("div.tiles", {}, keys("province").map(tile)),
        table(t("by_province"), years, names.map(code => [link(province(about, code), "region", [code === "zz" ? "zz" : `${code}0000`]), coverage[code]])),
      ],
    };
  };

  pages.region = async ([code = ""]) => {
    const held = code === "zz" ? "zz" : code.slice(0, 2);
    const [about, kept] = await Promise.all([need("about"), need(`c/${held}`, { places: [], agencies: [] })]);
    const years = span(about), place = new Map(kept.places.map(([id, name, parent, level]) => [id, { id, name, parent, level }]));
    const top = code === "zz" || code.endsWith("0000");
    const own = id => place.get(id) || { id, name: id, parent: `${held}0000` };
    // The division right below `code` in which a place lies, `code` itself, or nothing.
    const below = id => {
      if (!id || (top && !place.has(id))) return code;
      for (let here = own(id), steps = 0; here && steps < 4; here = place.get(here.parent), steps++) {
        if (here.id === code) return code;
        if (here.parent === code || (top && !place.has(here.parent))) return here.id;
      }
      return null;
    };
    const rows = new Map(), agencies = [];
    for (const agency of kept.agencies) {
      const found = below(agency[2]);
      if (found === code) agencies.push(agency);
      if (found === null) continue;
      if (!rows.has(found)) rows.set(found, years.map(() => ({})));
      [...agency[5]].forEach((state, at) => { const tally = rows.get(found)[at]; tally[state] = (tally[state] || 0) + 1; });
    }
    const inner = [...rows].filter(([id]) => id !== code).sort(([one], [other]) => one.localeCompare(other));
    const title = top ? province(about, held) : own(code).name;
    const way = [link(t("coverage"), "")];
    for (let here = place.get(own(code).parent), steps = 0; here && !top && steps < 3; here = place.get(here.parent), steps++) way.splice(1, 0, link(here.name, "region", [here.id]));
    return {
      title,
      shown: [
        h("p.way", {}, way.map((step, at) => [at ? " › " : "", step])), h("h1", {}, title), legend(),
        h("p", {}, link(t("build_from", title), "build", [], { region: code })),
        inner.length ? table(t("by_division"), years, inner.map(([id, tallies]) => [link(own(id).name, "region", [id]), tallies])) : null,
        agencies.length ? byAgency(years, agencies) : null,
        inner.length || agencies.length ? null : h("p.note", {}, t("nothing_here")),
      ],
    };
  };

  function byAgency(years, agencies) {
    return h("div.wide", { tabindex: "0", role: "region", "aria-label": t("by_agency") }, h("table.years.letters", {}, h("caption", {}, t("by_agency")),
      h("thead", {}, h("tr", {}, h("th", {}), years.map(year => h("th", { scope: "col" }, String(year))))),
      h("tbody", {}, agencies.map(([id, name, , , , states]) => h("tr", {}, h("th", { scope: "row" }, /[^.]/.test(states) ? link(name, "agency", [id]) : name),
        [...states].map((state, at) => xxgk.stateCell(id, years[at], NAMES[state])))))));
  }

  // The cell of an agency and year: a link where there is a report.
  xxgk.province = province;
  xxgk.stateCell = (id, year, state, has = state === "clean" || state === "contradictory") => {
    const mark = MARKS[STATES.find(one => NAMES[one] === state)], name = `${year} ${word("state", state)}`;
    return h("td", { class: `state ${state}`, title: name }, has || state === "refused" ? link(mark || "·", "report", [id, String(year)], {}, { "aria-label": name }) : h("span", { "aria-label": name }, mark));
  };
  xxgk.legend = legend;
})();
