// Answers and their cells as the page shows them.

/** An answer: 0 for none, a text, or [meaning, text as typed, why it is not counted]. */
function answer(cell) {
  if (cell === 0 || cell === undefined) return [el("span", { class: "small" }, "chưa có số liệu")];
  if (typeof cell === "string") return [cell];
  const [meaning, typed, uncounted] = cell;
  const note = `ghi «${typed}»${uncounted ? `, ${uncounted}` : ""}`;
  return [meaning ? `${meaning} ` : "", el("span", { class: uncounted ? "refused small" : "small" }, note)];
}

/** Where an answer stands: `Số liệu!E7` as "ô E7", with the sheet as a hint. */
function place(cell) {
  const at = cell.lastIndexOf("!");
  const [sheet, name] = [cell.slice(0, at), cell.slice(at + 1)];
  return name ? el("span", { class: "cell", title: `Trang ${sheet}, ô ${name}` }, name) : "";
}

function link([name, href]) {
  return el(href ? "a" : "span", { class: "typed", href: href || undefined }, name);
}

function table(caption, heads, rows, numeric = []) {
  const head = el("tr", {}, heads.map((text, n) => el("th", { scope: "col", class: numeric[n] && "num" }, text)));
  const title = el("caption", { class: caption.hidden && "vh" }, caption.text);
  const made = el("table", { class: "grid" }, title, el("thead", {}, head), el("tbody", {}, rows));
  return el("div", { class: "scroll", role: "region", "aria-label": caption.text, tabindex: "0" }, made);
}

/** The fields of a form in order, each part with the place of its value. */
function questions(form) {
  let at = 0;
  return form.sections.map(([heading, fields]) => [
    heading,
    fields.map(([id, label, unit, parts]) => ({
      id, label, unit, parts: parts.map(([part, name]) => ({ ref: `${id}.${part}`, name, at: at++ })),
    })),
  ]);
}
