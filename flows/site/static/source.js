"use strict";
// The document beside the figure, with its place marked: a page in a frame that may do nothing, lines, or a drawn sheet.
(() => {
  const { h, t, need } = xxgk;
  const STYLE = "body{font:14px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;margin:.8rem;color:#1c2530;overflow-wrap:anywhere}" +
    "table{border-collapse:collapse;margin:.6rem 0}td,th{border:1px solid #b9c1ca;padding:.15rem .4rem;font-weight:normal;vertical-align:top;min-width:1.2em;overflow-wrap:break-word}" +
    "p{margin:.4rem 0}#here{outline:3px solid #b3261e;background:#ffe9a8}";
  const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
  const escaped = text => text.replace(/[&<>"']/g, found => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" })[found]);

  // A page: markup of our own making, in a frame without scripts, forms, requests.
  function page(told, at) {
    const place = ` data-at="${escaped(at)}"`, found = told.markup.indexOf(place);
    const body = found < 0 ? told.markup : `${told.markup.slice(0, found)} id="here"${told.markup.slice(found)}`;
    const frame = h("iframe", { sandbox: "allow-same-origin", title: t("source_beside"), tabindex: "0",
      srcdoc: `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style>${body}` });
    frame.addEventListener("load", () => { frame.contentDocument?.getElementById("here")?.scrollIntoView({ block: "center", inline: "center" }); frame.dataset.shown = "1"; });
    return [found < 0 ? h("p.note", {}, t("place_lost")) : null, frame];
  }

  function lines(told, at) {
    const [, first, last, start, end] = /text:L(\d+)(?:-(\d+))?(?:@(\d+)-(\d+))?/.exec(at) || [];
    const from = Number(first), to = Number(last || first);
    const marked = line => (start === undefined ? h("mark", { id: "here-line" }, line) : [line.slice(0, start), h("mark", { id: "here-line" }, line.slice(start, end)), line.slice(end)]);
    return h("ol.lines", { tabindex: "0" }, told.lines.map((line, place) => h("li", { class: place + 1 >= from && place + 1 <= to ? "here" : null }, place + 1 >= from && place + 1 <= to ? marked(line) : line)));
  }

  function paper(told, at) {
    const number = Number(/:p(\d+)/.exec(at)?.[1]), sheet = told.pages.find(one => one.number === number), box = /\[(\d+),(\d+),(\d+),(\d+)\]/.exec(at);
    if (!sheet) return h("p.note", {}, t("place_lost"));
    const [left, top, right, bottom] = (box || []).slice(1).map(Number);
    const share = (part, whole) => `${(100 * part) / whole}%`;
    return h("div.paper", {}, h("img", { src: `data/${sheet.picture}`, alt: t("page_number", number) }),
      box ? h("span.here", { style: `left:${share(left, sheet.width)};top:${share(top, sheet.height)};width:${share(right - left, sheet.width)};height:${share(bottom - top, sheet.height)}` }) : null);
  }

  xxgk.source = cell => {
    const box = h("section.source", {}, h("h3", {}, t("source_beside")), h("p.note", {}, "…"));
    need(`d/${cell.sha256.slice(0, 2)}/${cell.sha256}`, null).then(told => {
      const shown = !told ? h("p.note", {}, t("no_source")) : told.kind === "lacking" ? h("p.note", {}, t("no_source"), told.reason ? ` ${told.reason}` : "")
        : { page, lines, paper }[told.kind](told, cell.at);
      box.replaceChildren(h("h3", {}, t("source_beside")), ...[shown].flat().filter(Boolean));
      box.querySelector(".here, #here-line")?.scrollIntoView({ block: "center" });
      box.dataset.kind = told ? told.kind : "none";
    });
    return box;
  };
})();
