// A figure taken apart: unit by unit, area by area.

/** The answers that a figure is made of, unit by unit. */
function fillFigure(box) {
  const id = box.dataset.figure;
  const { columns, left_out: leftOut } = data().figures[id];
  const out = new Set(leftOut);
  const rows = data().units.flatMap((unit) => {
    const lines = unit.answers ? figureLines(unit, columns) : asks(unit, columns) ? [null] : [];
    return lines.map((cells) => figureRow(unit, cells, columns.length, out.has(unit.code)));
  });
  const shown = rows.slice(0, ROWS_AT_ONCE);
  const heads = ["Đơn vị", ...columns.map(([, label]) => label)];
  box.replaceChildren(table({ text: "Từng đơn vị và ô", hidden: true }, heads, shown, [false, ...columns.map(() => true)]));
  if (rows.length > shown.length) {
    const more = el("button", { type: "button" }, `Hiện tất cả ${grouped(rows.length)} dòng`);
    more.addEventListener("click", () => {
      box.querySelector("tbody").append(...rows.slice(ROWS_AT_ONCE));
      more.remove();
    });
    box.append(more);
  }
}

function asks(unit, columns) {
  const form = data().forms[unit.form];
  const name = columns[0][0].split(".")[0];
  const fields = form.sections.flatMap(([, asked]) => asked.map(([id]) => id));
  return [...fields, ...form.tables.map(([id]) => id)].includes(name);
}

/** Of a field one line with a cell a column; of a table a line for each row that the unit wrote. */
function figureLines(unit, columns) {
  if (!asks(unit, columns)) return [];
  const form = data().forms[unit.form];
  const [name] = columns[0][0].split(".");
  const listed = form.tables.find(([id]) => id === name);
  if (listed) {
    const places = columns.map(([ref]) => listed[3].indexOf(ref.split(".")[1]) + 1);
    const lines = unit.answers.tables[name][1];
    return lines.length ? lines.map((line) => places.map((at) => [line[at], data().places[line[0]][at - 1]])) : [null];
  }
  const cells = data().places[unit.answers.place];
  const at = new Map(questions(form).flatMap(([, fields]) => fields.flatMap((f) => f.parts.map((p) => [p.ref, p.at]))));
  return [columns.map(([ref]) => [unit.answers.values[at.get(ref)], cells[at.get(ref)]])];
}

function figureRow(unit, cells, width, out) {
  const name = el("th", { scope: "row" }, el("a", { href: `#dv-${unit.code}` }, unit.name), out ? el("span", { class: "small" }, " không tính") : "");
  if (!cells) return el("tr", {}, name, el("td", { colspan: String(width), class: "num" }, answer(0)));
  return el("tr", {}, name, cells.map(([value, cell]) => el("td", { class: "num typed" }, answer(value), " ", place(cell))));
}

function fillSubtotals(box) {
  const { parts, subtotals } = data().figures[box.dataset.subtotals];
  const rows = data().areas.map(([number, name, reported, expected], n) => {
    const indent = "\u00a0\u00a0\u00a0".repeat(number.split(".").length - 1);
    return el("tr", {}, el("th", { scope: "row" }, indent + name), el("td", { class: "num" }, `${grouped(reported)}/${grouped(expected)}`),
      subtotals[n].map((text) => el("td", { class: "num" }, text)));
  });
  box.replaceChildren(table({ text: "Từng địa bàn", hidden: true }, ["Địa bàn", "Đơn vị", ...parts], rows, [false, true, ...parts.map(() => true)]));
}

function fill(details) {
  const box = details.querySelector(".cells");
  if (!details.open || !box || box.childElementCount) return;
  if (box.dataset.figure) fillFigure(box);
  else fillSubtotals(box);
}
