"use strict";
// Two reports side by side: their figures with the differences, what the form carries over, their texts aligned.
(() => {
  const { h, t, word, need, link, pages, written, alike } = xxgk;

  pages.compare = async ([id, year, otherId, otherYear], asked) => {
    if (!id || !year || !otherId || !otherYear) return choose(asked);
    const [about, forms, one, other] = await Promise.all([need("about"), need("forms"), xxgk.report(id, year), xxgk.report(otherId, otherYear)]);
    if (!one || !other) return { title: t("compare"), shown: [h("h1", {}, t("not_found")), h("p.note", {}, t("no_such_report")), (await choose(asked)).shown] };
    const years = id === otherId, called = told => (years ? String(told.year) : `${told.agency} ${told.year}`);
    const two = [{ ...one, id, year }, { ...other, id: otherId, year: otherYear }];
    const title = years ? `${one.agency}：${year} — ${otherYear}` : `${one.agency} ${year} — ${other.agency} ${otherYear}`;
    return {
      title,
      shown: h("article.compare", {}, [
        h("h1", {}, title),
        h("table.plain.heads", {}, h("thead", {}, h("tr", {}, h("th", {}), two.map(told => h("th", { scope: "col" }, link(called(told), "report", [told.id, told.year]))))),
          h("tbody", {}, [["title", told => told.title], ["published_on", told => told.published_on], ["source", told => xxgk.outward(told.source)], ["findings", told => String(told.findings.filter(one => one.severity !== "info").length)]].map(([name, value]) =>
            h("tr", {}, h("th", { scope: "row" }, t(name)), two.map(told => h("td", {}, value(told) || "")))))),
        figures(about, forms, two, called),
        years && Number(otherYear) === Number(year) + 1 ? carried(about, forms, two) : null,
        texts(two, called),
      ]),
    };
  };

  function figures(about, forms, two, called) {
    const [before, now] = two.map(told => byCode(forms, told));
    const sheets = xxgk.sheetsOf(forms, xxgk.cellsOf(two[1])), shownCodes = new Set();
    let differing = 0;
    const cell = (code, place, row, column) => {
      const was = before.get(code), is = now.get(code);
      shownCodes.add(code);
      const differs = (was?.raw ?? null) !== (is?.raw ?? null);
      if (differs && (was || is)) differing += 1;
      const step = was && is && was.value !== null && is.value !== null && (was.unit || "") === (is.unit || "") ? is.value - was.value : null;
      return h("td.pair", { class: differs ? "differs" : "", "data-code": code, title: `${row.label} ${column.label}` }, h("span.was", {}, was ? was.raw || t("blank") : "—"), h("span.is", {}, is ? is.raw || t("blank") : "—"),
        step ? h(`span.step.${step > 0 ? "more" : "less"}`, {}, `${step > 0 ? "+" : "−"}${written(Math.abs(step))}`) : null);
    };
    const tables = sheets.map(({ form, sheet }) => sheet.tables.filter(table => table.rows.some(row => table.columns.some(column => now.has(`${table.id}.${row.code}.${column.code}`)))).map(table => h("div.wide", {}, h("h3", {}, table.label), xxgk.formTable(table, cell))));
    const only = [...before.keys()].filter(code => !shownCodes.has(code));
    return h("section", { class: "figures" }, h("h2", {}, t("tables")), h("p.note", {}, t("compare_note", called(two[0]), called(two[1]))), h("p", { id: "differing" }, t("differing", differing)), tables,
      only.length ? h("details", {}, h("summary", {}, t("only_before", only.length, called(two[0]))), h("ul", {}, only.map(code => h("li", {}, h("code", {}, code), ` ${before.get(code).raw}`)))) : null);
  }

  // The cells of a report by code.
  function byCode(forms, told) {
    const cells = xxgk.cellsOf(told), found = new Map();
    for (const { form, sheet } of xxgk.sheetsOf(forms, cells)) for (const table of sheet.tables) for (const row of table.rows) table.columns.forEach((column, at) => {
      const cell = cells.get(`${form}/${row.places[at]}`);
      if (cell) found.set(`${table.id}.${row.code}.${column.code}`, { ...cell, form, label: [row.label, column.head, column.label].filter(Boolean).join(" ") });
    });
    return found;
  }

  // What the form carries over from one year to the next, checked: see sql/cross/020_last_year.sql.
  function carried(about, forms, two) {
    const [before, now] = two.map(told => byCode(forms, told)), rows = [];
    for (const check of about.carried || []) {
      const first = check.terms.find(term => !term.lag);
      if (!first || now.get(first.code)?.form !== check.form) continue;
      const parts = check.terms.map(term => ({ ...term, cell: (term.lag ? before : now).get(term.code) }));
      if (parts.some(part => !part.cell || part.cell.value === null)) continue;
      const side = name => parts.filter(part => part.side === name).reduce((sum, part) => sum + part.sign * part.cell.value, 0);
      const told = name => parts.filter(part => part.side === name).map((part, at) => `${part.sign < 0 ? " − " : at ? " + " : ""}${part.cell.label}（${part.lag ? two[0].year : two[1].year}）${written(part.cell.value)}`).join("");
      const holds = check.compare === "==" ? Math.abs(side("left") - side("right")) <= 1e-6 : side("left") <= side("right");
      rows.push(h("tr", { class: holds ? "holds" : "fails" }, h("td", {}, told("left")), h("td", {}, check.compare === "==" ? (holds ? "=" : "≠") : holds ? "≤" : ">"), h("td", {}, told("right")), h("td", {}, holds ? "✓" : h("b", {}, t("does_not_hold")))));
    }
    return h("section", {}, h("h2", {}, t("carried")), rows.length ? h("div.wide", {}, h("table.plain.carried", {}, h("tbody", {}, rows))) : h("p.note", {}, t("none")));
  }

  // Sections of both, aligned by what they are, then by their title.
  function aligned([one, other]) {
    const left = xxgk.sectionsOf(one), pairs = xxgk.sectionsOf(other).map(section => {
      const found = left.find(one => one.code === section.code && one.title === section.title) || left.find(one => section.code && one.code === section.code) || null;
      return [found, section];
    });
    const taken = new Set(pairs.map(([found]) => found));
    return [...pairs, ...left.filter(section => !taken.has(section)).map(section => [section, null])];
  }
  function texts(two, called) {
    const whole = two.map(told => xxgk.sectionsOf(told).map(section => section.text).join("\n")), pairs = aligned(two);
    const told = pairs.map(([was, is]) => (is ? alike.compared(is.text, whole[0], was?.text) : []));
    const share = alike.share(told.flat());
    const marked = parts => parts.map(({ clause, how }) => (how && how !== "same" ? h(`mark.${how}`, {}, clause) : how === "same" ? h("span.same", {}, clause) : clause));
    return h("section", { class: "texts" }, h("h2", {}, t("narrative")), h("p", { id: "taken-over" }, share === null ? t("nothing_to_compare") : t("taken_over", Math.round(1000 * share) / 10)),
      h("p.marks", {}, ["same", "figures", "changed", "new"].map(how => [h(how === "same" ? "span.same" : `mark.${how}`, {}, t(`mark_${how}`)), " "])),
      pairs.map(([was, is], at) => h("div.pairing", {}, h("h3", {}, (is || was).title || word("section", (is || was).code)), h("div.columns", {},
        h("div", {}, h("h4", {}, called(two[0])), was ? was.text.split("\n").map(line => h("p", {}, line)) : h("p.note", {}, t("no_section"))),
        h("div", {}, h("h4", {}, called(two[1])), is ? h("p.text", {}, marked(told[at])) : h("p.note", {}, t("no_section")))))));
  }

  async function choose(asked) {
    const coverage = await need("coverage"), kept = await Promise.all(Object.keys(coverage).sort().map(code => need(`c/${code}`, { agencies: [] })));
    const agencies = kept.flatMap(held => held.agencies).filter(([, , , , , states]) => /[cx]/.test(states)).slice(0, 3000), named = new Map(agencies.map(([id, name]) => [`${name} · ${id}`, id]));
    const field = name => h("label", {}, h("span", {}, t(name)), h("input", { type: "text", name, list: "agencies", required: true, size: 34 }));
    const yearField = name => h("label", {}, h("span", {}, t("year")), h("input", { type: "text", name, inputmode: "numeric", pattern: "\\d{4}", size: 6, required: true }));
    const send = event => {
      event.preventDefault();
      const told = new FormData(event.currentTarget), id = name => named.get(told.get(name)) || told.get(name).trim();
      location.hash = xxgk.address("compare", [id("one"), told.get("one_year"), id("other") || id("one"), told.get("other_year")]);
    };
    return { title: t("compare"), shown: [h("h1", {}, t("compare_title")), h("p.note", {}, t("compare_choose")), h("form.build", { onsubmit: send }, h("datalist", { id: "agencies" }, agencies.map(([id, name]) => h("option", { value: `${name} · ${id}` }))),
      h("div.row", {}, field("one"), yearField("one_year"), field("other"), yearField("other_year")), h("button.main", { type: "submit" }, t("compare")))] };
  }
})();
