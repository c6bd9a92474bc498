"use strict";
// Tables to take away: CSV and workbooks, made in the page. Text that a spreadsheet would run is made inert.
xxgk.files = (() => {
  const FORMULA = /^(?:[\t\r]|[\s\x0b\x1c-\x1f\u0085\u00a0\u200b\u3000\ufeff]*[=+\-@＝＋－＠])[^]/;
  const inert = text => (FORMULA.test(text) ? `'${text}` : text);
  const bytes = text => new TextEncoder().encode(text);

  // `rows`: lists of numbers, texts and nulls.
  function csv(heads, rows) {
    const cell = value => {
      if (value === null || value === undefined) return "";
      if (typeof value === "number") return String(value);
      const text = inert(String(value));
      return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
    };
    return bytes(`\ufeff${[heads, ...rows].map(row => row.map(cell).join(",")).join("\r\n")}\r\n`);
  }

  // A workbook of sheets {name, rows}.
  function workbook(sheets) {
    const xml = text => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, found => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[found]);
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", packed = "http://schemas.openxmlformats.org/package/2006";
    const column = place => { let name = ""; for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name; return name; };
    const cell = (value, row, place) => (value === null || value === undefined || value === "" ? "" : typeof value === "number" ? `<c r="${column(place)}${row}"><v>${value}</v></c>` : `<c r="${column(place)}${row}" t="inlineStr"><is><t xml:space="preserve">${xml(inert(String(value)))}</t></is></c>`);
    const sheet = rows => `${head}<worksheet xmlns="${main}"><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${row.map((value, place) => cell(value, at + 1, place)).join("")}</row>`).join("")}</sheetData></worksheet>`;
    return zip([
      ["[Content_Types].xml", `${head}<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`],
      ["_rels/.rels", `${head}<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
      ["xl/workbook.xml", `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`],
      ["xl/_rels/workbook.xml.rels", `${head}<Relationships xmlns="${packed}/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}</Relationships>`],
      ...sheets.map(({ rows }, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet(rows)]),
    ]);
  }

  // An archive whose members are stored as they are.
  function zip(members) {
    const parts = [], directory = []; let offset = 0;
    const header = (signature, fields) => { const view = new DataView(new ArrayBuffer(4 + fields.reduce((sum, [size]) => sum + size, 0))); view.setUint32(0, signature, true); let at = 4; for (const [size, value] of fields) { if (size === 2) view.setUint16(at, value, true); else view.setUint32(at, value, true); at += size; } return new Uint8Array(view.buffer); };
    for (const [name, text] of members) {
      const named = bytes(name), body = bytes(text), common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, xxgk.crc32(body)], [4, body.length], [4, body.length], [2, named.length], [2, 0]];
      const local = header(0x04034b50, common);
      parts.push(local, named, body);
      directory.push(header(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), named);
      offset += local.length + named.length + body.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    return join([...parts, ...directory, header(0x06054b50, [[2, 0], [2, 0], [2, members.length], [2, members.length], [4, size], [4, offset], [2, 0]])]);
  }
  function join(parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0)); let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  }

  // Hand a file to the person. `last` keeps what was handed over, for who looks over the shoulder.
  function hand(name, type, body) {
    files.last = { name, body };
    const address = URL.createObjectURL(new Blob([body], { type }));
    const link = xxgk.h("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    setTimeout(() => { link.remove(); URL.revokeObjectURL(address); }, 1000);
  }

  const files = { csv, workbook, hand, last: null };
  return files;
})();
