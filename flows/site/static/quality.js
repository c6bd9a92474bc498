"use strict";
// How good this release is: findings, refusals, audits, changes, accuracy by layout.
(() => {
  const { h, t, word, need, link, pages, written } = xxgk;
  const numeric = value => typeof value === "number";

  function table(title, heads, rows, note) {
    return h("section", {}, h("h2", {}, title), note ? h("p.note", {}, note) : null, rows.length ? h("div.wide", { tabindex: "0", role: "region", "aria-label": title }, h("table.plain", {},
      h("thead", {}, h("tr", {}, heads.map(head => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map(row => h("tr", {}, row.map(value => h(numeric(value) ? "td.number" : "td", {}, numeric(value) ? written(value) : value ?? "")))))))
      : h("p.note", {}, t("none")));
  }
  const report = one => link(`${one.agency || one.agency_id} ${one.year}`, "report", [one.agency_id, String(one.year)]);

  pages.quality = async () => {
    const [told, accuracy] = await Promise.all([need("quality"), need("accuracy")]);
    return {
      title: t("quality"),
      shown: [
        h("h1", {}, t("quality_title")),
        table(t("findings_by_rule"), [t("severity"), t("rule"), t("number"), t("agencies"), t("meaning")], (told.findings || []).map(one => [word("severity", one.severity), h("code", {}, one.rule), one.findings, one.agencies, xxgk.meaning(one.rule, one.about)])),
        table(t("refused_by_reason"), [t("outcome"), t("reason"), t("documents"), t("example")], (told.refused || []).map(one => [word("outcome", one.outcome), one.reason, one.documents, h("span.path", {}, one.example)])),
        table(t("audits"), [t("audit"), t("severity"), t("failing"), t("allowed"), t("passed")], (told.audits || []).map(one => [h("code", {}, one.audit), word("severity", one.severity), one.failing, one.allowed, one.passed ? "✓" : "✕"])),
        table(t("changes"), [t("change"), t("report"), t("figures")], (told.changes || []).map(one => [word("change", one.change), report(one), one.figures]), t("changes_note")),
        told.changed_figures ? table(t("changed_figures"), [t("report"), t("code"), t("before_print"), t("now_print")], told.changed_figures.map(one => [report(one), h("code", {}, one.code), one.before, one.now])) : null,
        table(t("readers"), [t("reader"), t("outcome"), t("documents")], (told.readers || []).map(one => [one.reader || "—", word("outcome", one.outcome), one.documents])),
        table(t("accuracy"), [t("layout"), t("documents"), t("cells"), t("exact"), t("refused"), t("wrong")], accuracy.tables, t("accuracy_note")),
        table(t("accuracy_lists"), [t("layout"), t("documents"), t("cells"), t("exact"), t("refused"), t("wrong")], accuracy.lists),
      ],
    };
  };
})();
