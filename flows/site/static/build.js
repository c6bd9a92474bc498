"use strict";
// A table of one's own: agencies × concepts × years, as a table, lines, CSV or workbook, under an address that keeps it.
(() => {
  const { h, t, word, keys, need, link, pages, written, charts, files } = xxgk;
  const ROWS = 400, LINES = 12, MOST = 10;
  const FIRST = ["requests_received", "granted", "requests_closed"];
  const split = text => (text || "").split(",").filter(Boolean);

  // The part of a code that all divisions below it share.
  const stem = code => (code.endsWith("0000") ? code.slice(0, 2) : code.endsWith("00") ? code.slice(0, 4) : code);

  pages.build = async (_, asked) => {
    const [about, coverage, values] = await Promise.all([need("about"), need("coverage"), need("values")]);
    const known = new Map(about.concepts.map(concept => [concept.concept, concept]));
    const chosen = split(asked.concepts).filter(concept => known.has(concept)).slice(0, MOST);
    const wanted = { region: asked.region || "", level: asked.level || "", kind: asked.kind || "", name: asked.name || "", ids: split(asked.agencies),
      concepts: chosen.length ? chosen : FIRST.filter(concept => known.has(concept)), from: Number(asked.from) || Math.max(about.first, about.last - 4), to: Number(asked.to) || about.last, as: asked.as === "lines" ? "lines" : "table" };
    const isAsked = wanted.region || wanted.level || wanted.kind || wanted.name || wanted.ids.length;
    const shown = [h("h1", {}, t("build_title")), form(about, coverage, wanted)];
    if (!isAsked) return { title: t("build"), shown: [...shown, h("p.note", {}, t("build_choose"))] };
    const table = await gather(values, coverage, wanted);
    return { title: t("build"), shown: [...shown, ...result(about, known, wanted, table)] };
  };

  function form(about, coverage, wanted) {
    const option = (value, text, chosen) => h("option", { value, selected: value === chosen }, text);
    const years = Array.from({ length: about.last - about.first + 1 }, (_, step) => String(about.first + step));
    const pick = (name, label, options) => h("label", {}, h("span", {}, label), h("select", { name }, options));
    const provinces = Object.keys(coverage).sort().map(code => [code === "zz" ? "zz" : `${code}0000`, xxgk.province(about, code)]);
    const within = wanted.region && !provinces.some(([code]) => code === wanted.region) ? [[wanted.region, wanted.region]] : [];
    const send = event => {
      event.preventDefault();
      const told = new FormData(event.currentTarget);
      location.hash = xxgk.address("build", [], { region: told.get("region"), level: told.get("level"), kind: told.get("kind"), name: told.get("name").trim(), agencies: wanted.ids.join(","), from: told.get("from"), to: told.get("to"), concepts: told.getAll("concept").slice(0, MOST).join(","), as: told.get("as") });
    };
    return h("form.build", { onsubmit: send },
      h("div.row", {}, pick("region", t("region"), [option("", t("all"), wanted.region), ...[...within, ...provinces].map(([code, name]) => option(code, name, wanted.region))]),
        pick("level", t("level"), [option("", t("all"), wanted.level), ...keys("level").map(key => option(key, word("level", key), wanted.level))]),
        pick("kind", t("kind"), [option("", t("all"), wanted.kind), ...keys("kind").map(key => option(key, word("kind", key), wanted.kind))]),
        h("label", {}, h("span", {}, t("name_has")), h("input", { type: "text", name: "name", value: wanted.name })),
        pick("from", t("from_year"), years.map(year => option(year, year, String(wanted.from)))), pick("to", t("to_year"), years.map(year => option(year, year, String(wanted.to)))),
        pick("as", t("shown_as"), [option("table", t("as_table"), wanted.as), option("lines", t("as_lines"), wanted.as)])),
      h("details.concepts", {}, h("summary", {}, t("concepts_chosen", wanted.concepts.length, MOST)), h("div.boxes", {}, about.concepts.map(concept =>
        h("label", { title: concept.about }, h("input", { type: "checkbox", name: "concept", value: concept.concept, checked: wanted.concepts.includes(concept.concept) }), ` ${concept.label}`)))),
      h("button.main", { type: "submit" }, t("make_table")));
  }

  // The rows that are asked for: {id, agency, region, level, kind, year, cells: [[value, nearly, contradicts] …]}.
  async function gather(values, coverage, wanted) {
    const codes = wanted.region ? [wanted.region === "zz" ? "zz" : wanted.region.slice(0, 2)] : Object.keys(coverage).sort();
    const rows = [];
    await Promise.all(codes.map(async code => {
      const held = await need(`c/${code}`, { agencies: [] });
      const found = new Map(held.agencies.filter(([id, name, region, level, kind]) =>
        (!wanted.region || wanted.region === "zz" || (region || "").startsWith(stem(wanted.region))) && (!wanted.level || level === wanted.level) && (!wanted.kind || kind === wanted.kind) &&
        (!wanted.name || name.includes(wanted.name)) && (!wanted.ids.length || wanted.ids.includes(id))).map(agency => [agency[0], agency]));
      if (!found.size) return;
      const has = new Set(values[code] || []);
      const kept = await Promise.all(wanted.concepts.map(concept => (has.has(concept) ? need(`v/${code}-${concept}`, []) : [])));
      const cells = new Map();
      kept.forEach((lines, at) => {
        for (const { a, v } of lines) {
          if (!found.has(a)) continue;
          for (const [year, value, nearly, contradicts] of v) {
            if (year < wanted.from || year > wanted.to) continue;
            const key = `${a} ${year}`;
            if (!cells.has(key)) cells.set(key, { id: a, year, cells: wanted.concepts.map(() => null) });
            cells.get(key).cells[at] = [value, nearly, contradicts];
          }
        }
      });
      for (const row of cells.values()) {
        const [, agency, region, level, kind] = found.get(row.id);
        rows.push({ ...row, agency, region, level, kind });
      }
    }));
    return rows.sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : one.year - other.year));
  }

  // The same as a query to the warehouse.
  function asQuery(wanted) {
    const text = value => `'${value.replace(/'/g, "''")}'`, within = wanted.region === "zz" ? "coalesce(region_code, '') = ''" : `starts_with(region_code, ${text(stem(wanted.region))})`;
    const conditions = [`concept IN (${wanted.concepts.map(text).join(", ")})`, `year BETWEEN ${wanted.from} AND ${wanted.to}`, wanted.region && within, wanted.level && `level = ${text(wanted.level)}`, wanted.kind && `kind = ${text(wanted.kind)}`,
      wanted.name && `contains(agency, ${text(wanted.name)})`, wanted.ids.length && `agency_id IN (${wanted.ids.map(text).join(", ")})`].filter(Boolean);
    const columns = wanted.concepts.map(concept => `max(value) FILTER (concept = ${text(concept)}) AS ${concept}`);
    return `SELECT agency_id, agency, region_code, level, kind, year,\n    ${columns.join(",\n    ")}\nFROM series\nWHERE ${conditions.join("\n    AND ")}\nGROUP BY agency_id, agency, region_code, level, kind, year\nORDER BY agency_id, year`;
  }

  const home = () => (location.protocol === "file:" ? "index.html" : location.href.replace(/#.*/, ""));
  function taken(about, wanted, rows) {
    const heads = ["agency_id", "agency", "region_code", "level", "kind", "year", ...wanted.concepts, "approximate", "contradictory", "release", "released_on", "address"];
    const which = (row, place) => wanted.concepts.filter((_, at) => row.cells[at]?.[place]).join(" ");
    return [heads, rows.map(row => [row.id, row.agency, row.region, row.level, row.kind, row.year, ...row.cells.map(cell => (cell ? cell[0] : null)), which(row, 1), which(row, 2), about.release, about.built_at, `${home()}${xxgk.address("report", [row.id, String(row.year)])}`])];
  }

  function result(about, known, wanted, rows) {
    if (!rows.length) return [h("p.note", {}, t("none"))];
    const cited = t("cite", about.release, about.built_at, home() + location.hash), [heads, lines] = taken(about, wanted, rows), name = `xxgk-${about.release}`;
    const labels = wanted.concepts.map(concept => known.get(concept));
    return [
      h("p.take", {}, h("button", { type: "button", id: "csv", onclick: () => files.hand(`${name}.csv`, "text/csv", files.csv(heads, lines)) }, "CSV"), " ",
        h("button", { type: "button", id: "xlsx", onclick: () => files.hand(`${name}.xlsx`, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          files.workbook([{ name: t("as_table"), rows: [heads, ...lines] }, { name: t("citation_sheet"), rows: [[cited], [t("constitution")], ...labels.map(concept => [concept.concept, concept.label, concept.unit, concept.about])] }])) }, "XLSX"), " ",
        h("button", { type: "button", onclick: event => { navigator.clipboard?.writeText(location.href).catch(() => {}); event.currentTarget.textContent = t("copied"); } }, t("copy_link")), " ", h("span.note", {}, t("rows", written(rows.length)))),
      h("p.note.citation", {}, cited),
      wanted.as === "lines" ? drawn(about, wanted, labels, rows) : table(wanted, labels, rows),
      h("details", {}, h("summary", {}, t("as_query")), h("pre", { id: "query" }, asQuery(wanted))),
    ];
  }

  function table(wanted, labels, rows) {
    const cell = told => (told === null ? h("td.number.absent", { title: t("not_read") }, "·") : h("td", { class: `number${told[2] ? " contradicts" : ""}`, title: [told[1] && t("nearly"), told[2] && t("contradicts")].filter(Boolean).join(" ") || null }, told[0] === null ? t("blank") : `${told[1] ? "≈ " : ""}${written(told[0])}`));
    return [h("div.wide", { tabindex: "0", role: "region", "aria-label": t("as_table") }, h("table.plain.built", {}, h("thead", {}, h("tr", {}, [t("agency"), t("year")].map(head => h("th", { scope: "col" }, head)), labels.map(concept => h("th.number", { scope: "col", title: concept.about }, concept.label)))),
      h("tbody", {}, rows.slice(0, ROWS).map(row => h("tr", {}, h("th", { scope: "row" }, link(row.agency, "agency", [row.id])), h("td", {}, link(String(row.year), "report", [row.id, String(row.year)])), row.cells.map(cell)))))),
    rows.length > ROWS ? h("p.note", {}, t("only_first", ROWS, rows.length)) : null];
  }

  function drawn(about, wanted, labels, rows) {
    const ids = [...new Set(rows.map(row => row.id))], shown = ids.slice(0, LINES), names = new Map(rows.map(row => [row.id, row.agency]));
    return [
      h("ul.legend", {}, shown.map((id, at) => h("li", {}, h("span.dot", { style: `background:${charts.COLOURS[at]}` }), link(names.get(id), "agency", [id])))),
      ids.length > LINES ? h("p.note", {}, t("only_first", LINES, ids.length)) : null,
      h("div.charts.large", {}, labels.map((concept, at) => {
        const lines = shown.map((id, place) => ({ name: names.get(id), colour: charts.COLOURS[place], points: rows.filter(row => row.id === id && row.cells[at] && row.cells[at][0] !== null).map(row => ({ year: row.year, value: row.cells[at][0], nearly: Boolean(row.cells[at][1]), contradicts: Boolean(row.cells[at][2]) })) })).filter(line => line.points.length);
        return lines.length ? h("figure.chart", {}, h("figcaption", {}, concept.label), charts.chart({ lines, first: wanted.from, last: wanted.to, unit: concept.unit, label: concept.label })) : null;
      })),
    ];
  }
})();
