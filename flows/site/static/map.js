"use strict";
// The map that was handed in, where one was: the same provinces as the tiles, by their outlines.
xxgk.map = async () => {
  const { h, entry, need, address } = xxgk;
  if (!(await need("bits")).map) return null;
  const drawn = await need("map");
  return (coverage, at, { there, total, told }) => h("svg", { viewBox: `0 0 ${drawn.width} ${drawn.height}`, class: "map", role: "group" }, Object.entries(drawn.paths).map(([code, path]) => {
    const tally = coverage[code]?.[at], share = tally && total(tally) ? there(tally) / total(tally) : 0, name = `${entry("province", code)[xxgk.spoken() === "en" ? 1 : 0]} ${tally ? told(tally) : ""}`;
    const link = document.createElementNS("http://www.w3.org/2000/svg", "a");
    link.setAttribute("href", address("region", [`${code}0000`]));
    link.setAttribute("aria-label", name);
    link.append(h("path", { d: path, style: `--share:${share}` }, h("title", {}, name)));
    return link;
  }));
};
