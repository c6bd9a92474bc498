"use strict";
// The ground of all pages: data that come as scripts, elements made of text alone, words in two languages, addresses.
const xxgk = (() => {
  const held = new Map(), waiting = new Map();

  // A script of the folder data calls this with what it holds.
  function put(name, value) { held.set(name, value); }

  // The data of that name; `otherwise` where there are none. Loaded once, by a script element: pages that are opened as
  // files may load nothing else.
  function need(name, otherwise) {
    if (held.has(name)) return Promise.resolve(held.get(name));
    if (!waiting.has(name)) waiting.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => { script.remove(); done(held.get(name)); };
      script.onerror = () => { script.remove(); waiting.delete(name); failed(Error(`data/${name}.js`)); };
      document.head.append(script);
    }));
    return otherwise === undefined ? waiting.get(name) : waiting.get(name).catch(() => otherwise);
  }

  // Elements. Children are elements or text; text is never read as markup.
  const DRAWN = new Set(["svg", "path", "polyline", "line", "circle", "text", "rect", "g", "title"]);
  function h(named, attributes, ...children) {
    const [tag, ...classes] = named.split(".");
    const element = DRAWN.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    if (classes.length) element.setAttribute("class", classes.join(" "));
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (key === "class") element.setAttribute("class", [...classes, value].filter(Boolean).join(" "));
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false && child !== ""));
    return element;
  }

  // An address of elsewhere as a link, where it is one of the web; else as text.
  function outward(address) {
    return /^https?:\/\//i.test(address || "")
      ? h("a.outward", { href: address, rel: "noopener noreferrer", target: "_blank" }, address)
      : h("span.path", {}, address || "");
  }

  // Words.
  let language = "zh", words = { words: {} };
  const column = () => (language === "en" ? 1 : 0);
  const spoken = () => language;
  function fill(pattern, values) { return pattern.replace(/\{(\d)\}/g, (_, place) => String(values[place] ?? "")); }
  function t(key, ...values) { const told = words.words[key]; return fill(told ? told[column()] : key, values); }
  function word(group, key) { return words[group]?.[key]?.[column()] ?? (key || ""); }
  // What a rule of findings means in the language that is spoken; `otherwise` in English, and where nobody told it.
  function meaning(rule, otherwise) {
    const bare = rule.replace(/^F\d\d[A-Z]?_/, ""), told = words.meaning || {};
    return (language === "zh" && (told[rule] || told[bare] || (bare.startsWith("N_") && told.N))) || otherwise || "";
  }
  function entry(group, key) { return words[group]?.[key]; }
  function keys(group) { return Object.keys(words[group] || {}); }
  function learn(taken) { words = taken; }
  function remember(key, value) { try { localStorage.setItem(`xxgk.${key}`, value); } catch { /* not kept where files are opened */ } }
  function recall(key) { try { return localStorage.getItem(`xxgk.${key}`); } catch { return null; } }
  function speak(chosen) {
    language = chosen === "en" ? "en" : "zh";
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
    remember("language", language);
  }

  // Numbers as people write them; what is not there is nothing.
  const written = value => (value === null || value === undefined ? "" : Number(value).toLocaleString("en-US", { maximumFractionDigits: 6 }));

  // In which shard something lies: see shards.py.
  const TABLE = Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
  function crc32(bytes) { let c = 0xffffffff; for (const byte of bytes) c = TABLE[(c ^ byte) & 255] ^ (c >>> 8); return (c ^ 0xffffffff) >>> 0; }
  function shard(key, bits) {
    const hash = crc32(new TextEncoder().encode(key)), kept = bits >= 32 ? hash : hash & (2 ** bits - 1);
    return (kept >>> 0).toString(16).padStart(Math.max(1, Math.floor((bits + 3) / 4)), "0");
  }
  async function agency(id) { const bits = await need("bits"); return (await need(`a/${shard(id, bits.agencies)}`, {}))[id]; }
  async function report(id, year) {
    const bits = await need("bits"), key = `${id}/${year}`;
    return (await need(`r/${shard(key, bits.reports)}`, {}))[key];
  }

  // Addresses: #/page/part/part?key=value
  function address(page, parts = [], asked = {}) {
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "" && value !== null && value !== undefined)).toString();
    return `#/${[page, ...parts].filter(part => part !== "").map(encodeURIComponent).join("/")}${query ? `?${query}` : ""}`;
  }
  function where() {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    let parts; try { parts = path.split("/").map(decodeURIComponent); } catch { parts = [""]; }
    return { page: parts[0], parts: parts.slice(1).filter(part => part !== ""), asked: Object.fromEntries(new URLSearchParams(query || "")) };
  }
  function link(text, page, parts, asked, attributes) { return h("a", { href: address(page, parts, asked), ...attributes }, text); }

  const pages = {};
  return { put, need, h, outward, t, word, entry, meaning, keys, learn, speak, spoken, recall, written, crc32, shard, agency, report, address, where, link, pages };
})();
