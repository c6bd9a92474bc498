"use strict";
// What a text took over from another: clause by clause, as flows/answers/alike.py reckons it.
xxgk.alike = (() => {
  const ENDS = /[。！？；，、：!?;,:\n]/, SHORTEST = 6, NEAR = 0.6;
  const key = clause => clause.replace(/[\s\p{P}\p{S}]/gu, "");
  const masked = text => text.replace(/\d+/g, "0");

  // A text as clauses with what ends them; together they are the text.
  function clauses(text) {
    const found = []; let start = 0;
    for (let at = 0; at < text.length; at++) if (ENDS.test(text[at])) { found.push(text.slice(start, at + 1)); start = at + 1; }
    if (start < text.length) found.push(text.slice(start));
    return found;
  }
  function pairs(text) { const found = new Map(), signs = [...text]; for (let at = 0; at + 1 < signs.length; at++) { const pair = signs[at] + signs[at + 1]; found.set(pair, (found.get(pair) || 0) + 1); } return found; }
  function likeness(one, other) {
    let both = 0, all = 0;
    for (const [pair, times] of one) { both += Math.min(times, other.get(pair) || 0); all += times; }
    for (const times of other.values()) all += times;
    return all ? (2 * both) / all : 0;
  }

  // Each clause of `text` beside `other` (all of the other report) and `section` (what stands in the same place of it):
  // "same", "figures" (but for its numbers), "changed", "new", or "" where it is too short to tell.
  function compared(text, other, section) {
    const keys = new Set(clauses(other).map(key)), shapes = new Set([...keys].map(masked)), near = clauses(section || "").map(key).filter(one => [...one].length >= SHORTEST).map(pairs);
    return clauses(text).map(clause => {
      const own = key(clause);
      const size = [...own].length;
      if (size < SHORTEST) return { clause, how: "", size: 0 };
      const how = keys.has(own) ? "same" : shapes.has(masked(own)) ? "figures" : near.some(one => likeness(pairs(own), one) >= NEAR) ? "changed" : "new";
      return { clause, how, size };
    });
  }
  // The share of characters that were taken over word by word; null where there is nothing to tell it by.
  function share(told) {
    const all = told.reduce((sum, one) => sum + one.size, 0);
    return all ? told.reduce((sum, one) => sum + (one.how === "same" ? one.size : 0), 0) / all : null;
  }
  return { compared, share };
})();
