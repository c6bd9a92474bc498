"use strict";
// Agencies by name and place, and reports by their titles. The text of reports is searched in the warehouse.
(() => {
  const { h, t, word, keys, need, link, pages } = xxgk;
  const MOST = 200;
  const provinces = () => need("coverage").then(coverage => Object.keys(coverage).sort());

  pages.search = async (_, asked) => {
    const wanted = (asked.q || "").split(/\s+/).filter(Boolean);
    document.getElementById("sought").value = asked.q || "";
    if (!wanted.length) return { title: t("search"), shown: [h("h1", {}, t("search")), h("p.note", {}, t("search_note"))] };
    const codes = await provinces(), kept = await Promise.all(codes.map(code => need(`c/${code}`, { places: [], agencies: [] })));
    const named = new Map(), places = [], agencies = [];
    const all = text => wanted.every(one => text.includes(one));
    kept.forEach((held, at) => {
      const upper = word("province", codes[at]) || "", place = new Map(held.places.map(([id, name, parent]) => [id, { name, parent }]));
      const way = id => { let told = ""; for (let here = place.get(id), steps = 0; here && steps < 4; here = place.get(here.parent), steps++) told = `${here.name} ${told}`; return told; };
      for (const [id, name] of held.places) if (all(name)) places.push([id, `${way(id).trim()}`]);
      for (const [id, name, region, level, kind, states] of held.agencies) {
        named.set(id, name);
        if (all(name)) agencies.unshift([id, name, region, level, kind, states, way(region)]);
        else if (all(`${name} ${way(region)} ${upper}`)) agencies.push([id, name, region, level, kind, states, way(region)]);
      }
    });
    agencies.sort((one, other) => /[^.]/.test(other[5]) - /[^.]/.test(one[5]));
    const titles = h("section", {}, h("h2", {}, t("titles")), h("button", { type: "button", onclick: () => seekTitles(titles, codes, named, all) }, t("seek_titles")));
    return {
      title: `${t("search")} ${asked.q}`,
      shown: [
        h("h1", {}, t("found_for", asked.q)), h("p.note", {}, t("search_note")),
        places.length ? h("section", {}, h("h2", {}, t("places")), h("ul.hits", {}, places.slice(0, MOST).map(([id, name]) => h("li", {}, link(name, "region", [id]))))) : null,
        h("section", {}, h("h2", {}, t("agencies")), agencies.length ? h("ul.hits", {}, agencies.slice(0, MOST).map(([id, name, , level, kind, states, way]) => h("li", {},
          /[^.]/.test(states) ? link(name, "agency", [id]) : name, h("small", {}, ` ${way} ${[word("level", level), word("kind", kind)].filter(Boolean).join(" · ")} ${/[^.]/.test(states) ? "" : word("state", "never_looked_at")}`)))) : h("p.note", {}, t("none")),
          agencies.length > MOST ? h("p.note", {}, t("only_first", MOST, agencies.length)) : null),
        titles,
      ],
    };
  };

  async function seekTitles(section, codes, named, all) {
    const rows = (await Promise.all(codes.map(code => need(`t/${code}`, [])))).flat().filter(([, , title]) => all(title));
    section.replaceChildren(h("h2", {}, t("titles")), rows.length ? h("ul.hits", {}, rows.slice(0, MOST).map(([id, year, title]) => h("li", {}, link(title, "report", [id, String(year)]), h("small", {}, ` ${named.get(id) || ""} ${year}`)))) : h("p.note", {}, t("none")),
      ...(rows.length > MOST ? [h("p.note", {}, t("only_first", MOST, rows.length))] : []));
  }
})();
