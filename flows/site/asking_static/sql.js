"use strict";
// SQL over the views to begin with, in the browser; nothing is asked of anybody else.
(async () => {
  const { h, need } = xxgk, duckdb = module.exports, told = document.getElementById("told"), query = document.getElementById("query"), view = document.getElementById("view");
  const say = text => { told.textContent = text; };
  try {
    const views = await need("views");
    view.append(...views.map(([name, zh]) => h("option", { value: name }, `${name} · ${zh}`)));
    view.addEventListener("change", () => { query.value = views.find(([name]) => name === view.value)[3]; });
    query.value = views[0][3];
    if (location.protocol === "file:") { say("请放到网页服务器上打开：浏览器不允许双击打开的网页运行数据库。 Open it from a web server."); document.body.dataset.ready = "file"; return; }
    say("…");
    const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(new URL("engine/worker.js", location.href)));
    await db.instantiate(new URL("engine/duckdb.wasm", location.href).href);
    await db.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true, castTimestampToDate: true } });
    const connection = await db.connect();
    for (const name of ["autoinstall_known_extensions", "autoload_known_extensions"]) await connection.query(`SET ${name} = false`);
    await db.registerFileURL("xxgk.duckdb", new URL("engine/xxgk.duckdb", location.href).href, duckdb.DuckDBDataProtocol.HTTP, false);
    await connection.query("ATTACH 'xxgk.duckdb' AS xxgk (READ_ONLY)");
    await connection.query("USE xxgk");
    const most = 1000;
    const ask = async () => {
      try {
        const answer = await connection.query(query.value), heads = answer.schema.fields.map(field => field.name), rows = answer.toArray().slice(0, most);
        document.getElementById("answer").replaceChildren(h("table.plain", {}, h("thead", {}, h("tr", {}, heads.map(head => h("th", { scope: "col" }, head)))), h("tbody", {}, rows.map(row => h("tr", {}, heads.map(head => h("td", {}, row[head] === null ? "" : String(row[head]))))))));
        say(`${answer.numRows} 行 rows${answer.numRows > most ? `（${most}）` : ""}`);
      } catch (error) { say(error.message); }
      document.body.dataset.asked = String(Number(document.body.dataset.asked || 0) + 1);
    };
    document.getElementById("ask").addEventListener("click", ask);
    await ask();
  } catch (error) { say(String(error.message || error)); }
  document.body.dataset.ready = "1";
})();
