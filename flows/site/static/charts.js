"use strict";
// Lines over the years. A line stops where two forms may not be compared and where a year is missing; it is dashed where
// they may be compared only nearly.
xxgk.charts = (() => {
  const { h, t, written } = xxgk;
  const WIDTH = 300, HEIGHT = 116, LEFT = 8, RIGHT = 12, TOP = 20, BOTTOM = 22;
  const COLOURS = ["#1f5f8b", "#b4562c", "#3c7a4e", "#7a4b8f", "#8a6d1f", "#2b7f86", "#a03d5b", "#4d5a6b", "#6f8f2f", "#915f4a", "#4460a8", "#7d7d7d"];

  // How the line goes on from one point to the next: "" not at all, "whole", "nearly".
  function passage(one, next, seams, forms) {
    if (next.year !== one.year + 1) return "";
    if (one.form === next.form) return one.nearly || next.nearly ? "nearly" : "whole";
    const seam = seams.find(found => found.before === forms[one.form - 1] && found.after === forms[next.form - 1]);
    if (!seam) return one.form && next.form ? "nearly" : "whole";
    return { exact: "whole", approximate: "nearly" }[seam.comparability] || "";
  }

  // `lines`: {name, colour, points: [{year, value, nearly, contradicts, form}], seams}; `first` and `last` year.
  function chart({ lines, first, last, unit, forms = [], label }) {
    const values = lines.flatMap(line => line.points.map(point => point.value)), top = Math.max(...values, 0) || 1, low = Math.min(...values, 0);
    const x = year => LEFT + (WIDTH - LEFT - RIGHT) * (last > first ? (year - first) / (last - first) : 0.5);
    const y = value => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (top - low);
    const drawn = [h("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(0), y2: y(0), class: "axis" }),
      h("text", { x: LEFT, y: 11, class: "scale" }, `${written(top)} ${xxgk.word("unit", unit)}`.trim())];
    const years = last - first > 7 ? [first, Math.round((first + last) / 2), last] : Array.from({ length: last - first + 1 }, (_, step) => first + step);
    for (const year of years) drawn.push(h("text", { x: x(year), y: HEIGHT - 6, class: "scale", "text-anchor": year === first && last > first ? "start" : year === last && last > first ? "end" : "middle" }, String(year)));
    for (const line of lines) {
      line.points.forEach((point, place) => {
        const next = line.points[place + 1];
        if (next) {
          const way = passage(point, next, line.seams || [], forms);
          if (way) drawn.push(h("line", { x1: x(point.year), y1: y(point.value), x2: x(next.year), y2: y(next.value), stroke: line.colour, class: way === "nearly" ? "line nearly" : "line" }));
          else if (next.year === point.year + 1) drawn.push(h("line", { x1: x(point.year + 0.5), x2: x(point.year + 0.5), y1: TOP, y2: HEIGHT - BOTTOM, class: "seam" }, h("title", {}, t("seam"))));
        }
        drawn.push(h("circle", { cx: x(point.year), cy: y(point.value), r: 3.4, stroke: point.contradicts ? "#b3261e" : line.colour, fill: point.nearly ? "#fff" : line.colour, class: "point" },
          h("title", {}, [line.name, point.year, written(point.value)].filter(Boolean).join(" ") + (point.nearly ? ` ${t("nearly")}` : "") + (point.contradicts ? ` ${t("contradicts")}` : ""))));
      });
    }
    const told = lines.map(line => `${line.name || ""} ${line.points.map(point => `${point.year}: ${written(point.value)}`).join(", ")}`.trim()).join("; ");
    return h("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${label}: ${told}` }, drawn);
  }

  // A line of the data: [year, value, nearly, contradicts, form].
  const points = line => line.filter(([, value]) => value !== null).map(([year, value, nearly, contradicts, form]) => ({ year, value, nearly: Boolean(nearly), contradicts: Boolean(contradicts), form }));

  return { chart, points, COLOURS };
})();
