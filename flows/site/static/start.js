"use strict";
// What stands around every page, and the way from an address to its page.
(() => {
  const { h, t, need, link, pages, where } = xxgk;
  const main = document.getElementById("main");
  let turn = 0, hasSql = false;

  async function draw(moved) {
    const { page, parts, asked } = where(), mine = ++turn;
    if (asked.lang) xxgk.speak(asked.lang);
    document.body.dataset.ready = "";
    document.body.className = "";
    let shown, title, after;
    try {
      ({ shown, title, after } = await (pages[page] || pages[""])(parts, asked));
    } catch (error) {
      shown = [h("h1", {}, t("not_found")), h("p.note", {}, t("cannot_load", error.message))];
    }
    if (mine !== turn) return;
    surround(page);
    main.replaceChildren(...[shown].flat(Infinity).filter(Boolean));
    document.title = title ? `${title} · ${t("name")}` : t("name");
    if (moved) { scrollTo(0, 0); main.focus({ preventScroll: true }); }
    if (after) after();
    document.body.dataset.ready = location.hash || "#/";
  }

  function surround(page) {
    document.getElementById("skip").textContent = t("skip");
    document.querySelector(".brand").replaceChildren(...(xxgk.spoken() === "en" ? [t("name")] : ["政府信息公开", h("wbr"), "工作年度报告"]));
    const entries = [["", "coverage"], ...["build", "compare", "quality"].filter(name => pages[name]).map(name => [name, name])];
    document.getElementById("nav").replaceChildren(...entries.map(([name, key]) =>
      link(t(key), name, [], {}, { "aria-current": name === page || (name === "" && page === "region") ? "page" : null })));
    if (hasSql) document.getElementById("nav").append(h("a", { href: "sql.html" }, "SQL"));
    document.getElementById("nav").setAttribute("aria-label", t("views"));
    const sought = document.getElementById("sought");
    sought.placeholder = t("seek_name");
    sought.setAttribute("aria-label", t("seek_name"));
    const language = document.getElementById("language");
    language.textContent = xxgk.spoken() === "en" ? "中文" : "English";
    language.lang = xxgk.spoken() === "en" ? "zh-CN" : "en";
  }

  async function begin() {
    const [words, about, bits] = await Promise.all([need("words"), need("about"), need("bits")]);
    hasSql = bits.sql > 0;
    xxgk.learn(words);
    xxgk.speak(where().asked.lang || xxgk.recall("language") || "zh");
    xxgk.foot = () => document.getElementById("foot").replaceChildren(
      h("p", {}, t("citation", about.release ?? "–", about.built_at ?? "–")), h("p", {}, t("constitution")));
    document.getElementById("language").addEventListener("click", () => { xxgk.speak(xxgk.spoken() === "en" ? "zh" : "en"); xxgk.foot(); draw(); });
    document.getElementById("skip").addEventListener("click", event => { event.preventDefault(); main.focus(); });
    document.getElementById("find").addEventListener("submit", event => {
      event.preventDefault();
      location.hash = xxgk.address("search", [], { q: document.getElementById("sought").value.trim() });
    });
    addEventListener("hashchange", () => draw(true));
    addEventListener("beforeprint", () => { for (const one of main.querySelectorAll(".narrative details")) { one.dataset.was = one.open ? "1" : ""; one.open = true; } });
    addEventListener("afterprint", () => { for (const one of main.querySelectorAll(".narrative details")) one.open = Boolean(one.dataset.was); });
    xxgk.redraw = () => draw();
    xxgk.foot();
    await draw();
  }
  begin();
})();
