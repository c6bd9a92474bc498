"use strict";
// A report: its tables laid out as the form prints them, findings ringed, each figure with its print and its place.
(() => {
  const { h, t, word, need, link, outward, pages, written } = xxgk;

  // The cells of a report by form and place: what is printed, where, in which state, of which document.
  xxgk.cellsOf = told => {
    const cells = new Map();
    for (const block of told.blocks) {
      const values = new Map(block.value || []), units = new Map((block.unit || []).map(one => [one.place, one.unit])), doubts = new Map(block.doubt || []);
      block.place.forEach((place, at) => {
        const raw = block.raw[at], state = block.state[at];
        const value = values.has(place) ? values.get(place) : /^\d{1,15}$/.test(raw) && state !== "text" ? Number(raw) : null;
        cells.set(`${block.form}/${place}`, { raw, state, value, at: block.at[at], sha256: block.sha256, unit: units.get(place), confidence: doubts.get(place) });
      });
    }
    return cells;
  };

  const shows = (sheet, form, cells) => sheet.tables.some(table => table.rows.some(row => row.places.some(place => cells.has(`${form}/${place}`))));
  xxgk.sheetsOf = (forms, cells) => Object.entries(forms).flatMap(([form, told]) => told.sheets.filter(sheet => shows(sheet, form, cells)).map(sheet => ({ form, sheet })));

  xxgk.isUpright = table => table.rows.length === 1 && table.columns.length > 4;

  // The sections of a report, without those that the one before them holds.
  xxgk.sectionsOf = told => {
    const kept = [];
    for (const section of told.sections) if (!(section.text && kept.length && kept.at(-1).text.includes(section.text))) kept.push(section);
    return kept;
  };

  // A table of a form: `cell(code, place, row, column)` gives each td.
  xxgk.formTable = (table, cell) => {
    const depth = Math.max(0, ...table.rows.map(row => row.above.length)), headed = table.columns.some(column => column.head);
    const upright = xxgk.isUpright(table);
    const top = [], under = [];
    if (!upright) top.push(h("th", { colspan: depth + 1, rowspan: headed ? 2 : 1 }, table.label));
    for (let at = 0; at < table.columns.length;) {
      const head = table.columns[at].head; let end = at + 1;
      while (head && end < table.columns.length && table.columns[end].head === head) end++;
      top.push(head ? h("th", { scope: "colgroup", colspan: end - at }, head) : h("th", { scope: "col", rowspan: headed ? 2 : 1 }, table.columns[at].label));
      if (head) for (let inner = at; inner < end; inner++) under.push(h("th", { scope: "col" }, table.columns[inner].label));
      at = end;
    }
    const same = (one, other, upto) => other && one.above.slice(0, upto + 1).join("\n") === other.above.slice(0, upto + 1).join("\n") && other.above.length > upto;
    const body = table.rows.map((row, at) => {
      const cells = [];
      if (!upright) row.above.forEach((above, level) => {
        if (same(row, table.rows[at - 1], level)) return;
        let end = at + 1;
        while (same(row, table.rows[end], level)) end++;
        cells.push(h("th", { scope: "rowgroup", rowspan: end - at }, above));
      });
      if (!upright) cells.push(h("th", { scope: "row", colspan: depth + 1 - row.above.length }, row.label || table.label));
      table.columns.forEach((column, place) => cells.push(cell(`${table.id}.${row.code}.${column.code}`, row.places[place], row, column)));
      return h("tr", {}, cells);
    });
    return h("table.form", { role: "grid", "aria-label": table.label }, h("thead", {}, h("tr", {}, top), under.length ? h("tr", {}, under) : null), h("tbody", {}, body));
  };

  // What concerns a figure among the findings: said of it, of its row, of its table.
  const concerns = (place, code) => place && (place === code || code.startsWith(`${place}.`));
  const NUMBERS = ["number", "annotated", "transcribed"];

  pages.report = async ([id, year, figure], asked) => {
    const [about, told, forms] = await Promise.all([need("about"), xxgk.report(id, year), need("forms")]);
    if (!told) return lacking(id, year);
    const cells = xxgk.cellsOf(told), sheets = xxgk.sheetsOf(forms, cells), titled = `${told.agency} ${year}`;
    const severe = told.findings.filter(finding => finding.severity !== "info");
    const open = (cell, code) => xxgk.figure({ id, year, told, forms, cells, code, cell });
    const grids = sheets.map(({ form, sheet }) => sheet.tables.map(table => h("div.wide", {}, xxgk.isUpright(table) ? h("h3", {}, table.label) : null, grid(form, table))));

    function grid(form, table) {
      let first = true;
      const drawn = xxgk.formTable(table, (code, place, row, column) => {
        const cell = cells.get(`${form}/${place}`), doubts = told.findings.filter(finding => concerns(finding.place, code));
        const ring = doubts.find(finding => finding.severity !== "info");
        const classes = cell ? [cell.state, cell.value === 0 ? "zero" : "", ring ? `ring-${ring.severity}` : ""] : ["absent"];
        const box = h("td.figure", { class: classes.filter(Boolean).join(" "), tabindex: first ? "0" : "-1", role: "gridcell", "data-code": code, "data-form": form,
          title: cell ? (ring ? ring.message : null) : t("not_read"), "aria-label": `${row.label} ${column.label}: ${cell ? cell.raw || t("blank") : t("not_read")}` }, cell ? cell.raw : "?");
        first = false;
        box.addEventListener("click", () => open(cell, code));
        return box;
      });
      drawn.addEventListener("keydown", event => move(event, drawn));
      return drawn;
    }

    const page = [
      h("p.way", {}, xxgk.wayTo(about, told), " › ", link(told.agency, "agency", [id])),
      h("h1", {}, told.title || titled),
      head(id, year, told),
      severe.length ? h("p.alert", {}, h("a", { href: "#findings", onclick: event => { event.preventDefault(); document.getElementById("findings").scrollIntoView(); } }, t("has_findings", severe.length))) : h("p.calm", {}, t("no_findings")),
      h("p.note", {}, t("click_figure")),
      h("section.tables", {}, h("h2", {}, t("tables")), grids.length ? grids : h("p.note", {}, t("no_tables"))),
      told.local.length ? local(told) : null,
      told.prose.length ? prose(told) : null,
      xxgk.sectionsOf(told).length ? narrative(told) : null,
      findings(told, open, cells),
      printed(told),
    ];
    const after = () => {
      const box = figure && document.querySelector(`td.figure[data-code="${CSS.escape(figure)}"]`);
      if (box) { box.scrollIntoView({ block: "center" }); box.click(); box.focus({ preventScroll: true }); }
    };
    return { title: titled, after, shown: h("div.report", {}, h("article", {}, page), h("aside.beside", { id: "beside", hidden: true, "aria-label": t("figure") })) };
  };

  async function lacking(id, year) {
    const [about, told] = await Promise.all([need("about"), xxgk.agency(id)]), found = told && told.years.find(one => String(one.year) === String(year));
    return { title: told ? `${told.name} ${year}` : "", shown: [told ? h("p.way", {}, xxgk.wayTo(about, told), " › ", link(told.name, "agency", [id])) : null,
      h("h1", {}, told ? `${told.name} ${year}` : t("not_found")),
      found ? h("p", {}, h(`span.word.${found.state}`, {}, word("state", found.state)), found.reason ? ` ${found.reason}` : "") : h("p.note", {}, t("no_such_report"))] };
  }

  function head(id, year, told) {
    const rows = [[t("agency"), link(told.agency, "agency", [id])], [t("year"), year], [t("published_on"), told.published_on || t("unknown")],
      [t("due_on"), told.due_on ? `${told.due_on}${told.days_late ? `，${t("days_late", told.days_late)}` : told.days_late === 0 ? `，${t("in_time")}` : ""}` : t("unknown")],
      [t("source"), outward(told.source)], told.together.length ? [t("together"), told.together.join("、")] : null].filter(Boolean);
    return h("dl.head", {}, rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
  }

  // Arrow keys go from figure to figure, Enter opens one.
  function move(event, table) {
    const box = event.target.closest("td.figure");
    if (!box) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); box.click(); return; }
    const rows = [...table.querySelectorAll("tbody tr")].map(row => [...row.querySelectorAll("td.figure")]).filter(row => row.length);
    const row = rows.findIndex(cells => cells.includes(box)), column = rows[row].indexOf(box);
    const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] || [0, 0];
    const next = rows[row + down]?.[column + right];
    if (!next || (!down && !right)) return;
    event.preventDefault();
    box.tabIndex = -1; next.tabIndex = 0; next.focus();
  }

  function local(told) {
    return h("section", {}, h("h2", {}, t("local")), h("div.wide", {}, h("table.plain", {}, h("tbody", {}, told.local.map(one =>
      h("tr", {}, h("th", { scope: "row" }, one.label), h("td", {}, one.column), h("td.number", { title: one.at }, one.raw), h("td", {}, one.unit)))))));
  }

  // A sentence with the print of its figure marked.
  function marked(sentence, raw) {
    const at = raw ? sentence.indexOf(raw) : -1;
    return at < 0 ? sentence : [sentence.slice(0, at), h("mark", {}, raw), sentence.slice(at + raw.length)];
  }
  function prose(told) {
    return h("section", {}, h("h2", {}, t("prose")), h("p.note", {}, t("prose_note")), h("div.wide", {}, h("table.plain", {}, h("tbody", {}, told.prose.map(one =>
      h("tr", {}, h("th", { scope: "row" }, one.label || one.code), h("td.number", {}, `${one.about ? "≈ " : ""}${written(one.value)} ${one.unit}`), h("td.sentence", {}, marked(one.sentence, one.raw))))))));
  }
  function narrative(told) {
    return h("section.narrative", {}, h("h2", {}, t("narrative")), xxgk.sectionsOf(told).map((section, at) => h("details", { open: at < 2 }, h("summary", {}, section.title || word("section", section.code)),
      section.text.split("\n").map(line => h("p", {}, line)))));
  }
  // What a finding says: what its rule means, and its own words where they say more.
  function told_(finding) {
    const means = xxgk.meaning(finding.rule);
    return h("span.message", {}, means ? [means, h("small", {}, ` ${finding.message}`)] : finding.message);
  }
  function findings(told, open, cells) {
    return h("section", { id: "findings" }, h("h2", {}, t("findings")), told.findings.length ? h("ul.findings", {}, told.findings.map(finding => h(`li.${finding.severity}`, {},
      h("b", {}, word("severity", finding.severity)), " ", told_(finding), finding.other && finding.other_year ? [" ", link(`${finding.other_name || finding.other} ${finding.other_year}`, "report", [finding.other, String(finding.other_year)])] : null,
      h("small", {}, ` ${finding.rule} ${finding.place}`)))) : h("p.note", {}, t("no_findings")));
  }
  function printed(told) {
    return h("section", {}, h("h2", {}, t("prints")), h("ul.prints", {}, told.prints.map(one => h("li", {}, t("print", one.revision), one.current ? h("b", {}, ` ${t("current")} `) : " ", one.published_on || "", " ", outward(one.source), h("code.hash", {}, ` ${one.sha256}`)))));
  }

  // One figure, with all that is known of it.
  xxgk.figure = ({ id, year, told, forms, cells, code, cell }) => {
    const beside = document.getElementById("beside"), box = document.querySelector(`td.figure[data-code="${CSS.escape(code)}"]`);
    document.querySelectorAll("td.figure.chosen").forEach(one => one.classList.remove("chosen"));
    box?.classList.add("chosen");
    history_(id, year, code);
    const labels = labelled(forms, box?.dataset.form, code), doubts = told.findings.filter(finding => concerns(finding.place, code));
    const document_ = cell && told.documents.find(one => one.sha256 === cell.sha256);
    const close = () => { beside.hidden = true; document.body.classList.remove("split"); box?.classList.remove("chosen"); box?.focus(); history_(id, year); };
    const rows = cell ? [
      [t("printed"), h("b.print", {}, cell.raw || t("blank"))], [t("value"), cell.value === null ? "—" : `${written(cell.value)} ${cell.unit || labels.unit}`],
      [t("state"), word("figure_state", cell.state)], cell.confidence !== undefined ? [t("confidence"), written(cell.confidence)] : null,
      [t("code"), h("code", {}, code)], [t("place_in_source"), h("code.at", {}, cell.at)], [t("document"), h("code.hash", {}, cell.sha256)],
      document_ ? [t("address"), outward(document_.source)] : null, [t("command"), h("code", {}, `xxgk show ${id} ${year} --figure ${code}`)],
    ] : [[t("state"), t("not_read")], [t("code"), h("code", {}, code)]];
    beside.replaceChildren(
      h("button.close", { type: "button", "aria-label": t("close"), onclick: close }, "×"),
      h("h2", {}, labels.words), h("dl.head", {}, rows.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
      ...(doubts.length ? [h("ul.findings", {}, doubts.map(finding => h(`li.${finding.severity}`, {}, h("b", {}, word("severity", finding.severity)), " ", told_(finding), h("small", {}, ` ${finding.rule}`))))] : []),
      ...(cell && xxgk.source ? [xxgk.source(cell)] : []));
    if (cell?.state === "transcribed") need("persons", []).then(persons => {
      const readers = persons.filter(([sha256, read]) => sha256 === cell.sha256 && read === code).map(([, , who, day, note]) => [who, day, note].filter(Boolean).join(" "));
      if (readers.length) beside.querySelector("dl").append(h("div", {}, h("dt", {}, t("transcribed_by")), h("dd", {}, readers.join("；"))));
    });
    beside.hidden = false;
    document.body.classList.add("split");
    beside.onkeydown = event => { if (event.key === "Escape") close(); };
    document.onkeydown = event => { if (event.key === "Escape" && !beside.hidden) close(); };
  };
  function history_(id, year, code) { history.replaceState(null, "", xxgk.address("report", [id, String(year), ...(code ? [code] : [])])); }
  function labelled(forms, form, code) {
    const [table, row, column] = code.split(".");
    for (const sheet of forms[form]?.sheets || []) {
      const found = sheet.tables.find(one => one.id === table);
      if (!found) continue;
      const line = found.rows.find(one => one.code === row), head = found.columns.find(one => one.code === column);
      return { words: [found.label, ...line.above, line.label, head.head, head.label].filter(Boolean).join(" / "), row: line.label, unit: head.unit };
    }
    return { words: code, row: "", unit: "" };
  }
})();
