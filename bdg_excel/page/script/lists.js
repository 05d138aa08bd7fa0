// Searching, filtering and sorting the units and the findings.

const OPEN_WHEN_FEW = 40;
const texts = new WeakMap();
function textOf(item) {
  if (!texts.has(item)) texts.set(item, fold(item.textContent));
  return texts.get(item);
}

const matches = (item, words) => words.every((word) => textOf(item).includes(word));
const wordsOf = (input) => fold(input.value).split(" ").filter(Boolean);
const inside = (area, wanted) => !wanted || area === wanted || area.startsWith(`${wanted}.`);

const unitRows = all("#bang-don-vi tbody tr");
let limit = ROWS_AT_ONCE;

function showUnits() {
  const words = wordsOf(byId("u-tim"));
  const state = byId("u-tinh-trang").value;
  const area = byId("u-dia-ban")?.value ?? "";
  let found = 0;
  for (const row of unitRows) {
    const { state: mine, area: place } = row.dataset;
    const fits = (!state || mine === state) && inside(place, area) && matches(row, words);
    if (fits) found += 1;
    row.hidden = !fits || found > limit;
  }
  const shown = Math.min(found, limit);
  byId("u-so").textContent =
    shown < found
      ? `Hiện ${grouped(shown)} trong ${grouped(found)} đơn vị`
      : `${grouped(found)}/${grouped(unitRows.length)} đơn vị`;
  byId("u-them").parentElement.hidden = shown === found;
}

const collator = new Intl.Collator("vi", { numeric: true });
const states = all("#u-tinh-trang option").map((option) => option.value);

function sortKey(row, by, column) {
  if (by === "state") return states.indexOf(row.dataset.state);
  const text = row.children[column].textContent.trim();
  return by === "name" || by === "area" ? text : Number(text.replace(/\./g, ""));
}

function sortUnits(head, direction) {
  const by = head.dataset.sort;
  const column = [...head.parentElement.children].indexOf(head);
  const keyed = unitRows.map((row) => [sortKey(row, by, column), row]);
  const compare = (one, two) => (typeof one === "number" ? one - two : collator.compare(one, two));
  keyed.sort(([one], [two]) => direction * compare(one, two));
  unitRows.splice(0, unitRows.length, ...keyed.map(([, row]) => row));
  document.querySelector("#bang-don-vi tbody").append(...unitRows);
  for (const other of all("#bang-don-vi th[aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  showUnits();
}

function makeSortable() {
  for (const head of all("#bang-don-vi th[data-sort]")) {
    const button = el("button", { type: "button", class: "sort" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const again = head.getAttribute("aria-sort") === "ascending";
      sortUnits(head, again ? -1 : 1);
      remember();
    });
  }
}

const groups = all("#phat-hien .group");

function showFindings() {
  if (!groups.length) return;
  const words = wordsOf(byId("f-tim"));
  const wanted = { severity: byId("f-muc-do").value, code: byId("f-loai").value, unit: byId("f-don-vi").value };
  const filtered = words.length || Object.values(wanted).some(Boolean);
  let found = 0;
  let every = 0;
  for (const group of groups) {
    const { severity, code } = group.dataset;
    const fits = (!wanted.severity || severity === wanted.severity) && (!wanted.code || code === wanted.code);
    const shared = all(".name, .shared", group);
    const title = words.filter((word) => !shared.some((text) => textOf(text).includes(word)));
    let mine = 0;
    const items = all(".remarks > li", group);
    for (const item of items) {
      item.hidden = !fits || (wanted.unit && item.dataset.unit !== wanted.unit) || !matches(item, title);
      if (!item.hidden) mine += 1;
    }
    group.hidden = mine === 0;
    group.querySelector("summary .n").textContent = grouped(mine);
    found += mine;
    every += items.length;
  }
  if (filtered && found <= OPEN_WHEN_FEW) for (const group of groups) group.open = true;
  byId("f-so").textContent = `${grouped(found)}/${grouped(every)} phát hiện`;
}

/** Follows a link that is a filter: a state, a severity, an area. */
function filterBy(link) {
  const { state, severity, area } = link.dataset;
  if (severity) choose("f-muc-do", severity, showFindings);
  else if (area) choose("u-dia-ban", area, showUnits);
  else if (state) choose("u-tinh-trang", state, showUnits);
}

function choose(id, value, show) {
  const select = byId(id);
  if (!select) return;
  clear(select.closest(".filters"));
  select.value = value;
  limit = ROWS_AT_ONCE;
  show();
  remember();
}

function clear(filters) {
  for (const control of all("input, select", filters)) control.value = "";
}
