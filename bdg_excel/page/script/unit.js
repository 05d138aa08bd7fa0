// A unit opened: its files, the message to it, its findings and answers.

const dialog = byId("don-vi");

function openUnit(code, scroll = 0) {
  const unit = unitOf(code);
  if (!unit) return;
  byId("dv-ten").textContent = unit.name;
  byId("dv-noi-dung").replaceChildren(...unitParts(unit));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = scroll;
  byId("dv-ten").focus();
}

function unitParts(unit) {
  const row = unitRows.find((one) => one.dataset.unit === unit.code);
  const badge = row.querySelector(".badge").cloneNode(true);
  const facts = el("p", {}, badge, " ", el("span", { class: "small" }, [unit.code, ...unit.within].join(", ")));
  const parts = [facts, ...files(unit), ...message(unit), ...findings(unit)];
  return unit.answers ? [...parts, ...answers(unit)] : parts;
}

function files(unit) {
  const items = unit.files.map(([name, href, counted]) =>
    el("li", {}, link([name, href]), el("span", { class: "small" }, counted ? " (được tính)" : " (không tính)")));
  if (unit.returned) items.push(el("li", {}, "Biểu trả lại, chỗ sai đã đánh dấu: ", link(unit.returned)));
  return [el("h3", {}, "Tệp"), items.length ? el("ul", {}, items) : el("p", { class: "small" }, "Chưa nhận được tệp nào.")];
}

function message(unit) {
  if (!unit.message) return [];
  const button = el("button", { type: "button" }, "Chép lời nhắn");
  button.addEventListener("click", () => copy(unit.message, button));
  return [
    el("h3", {}, "Lời nhắn gửi đơn vị"),
    el("pre", { class: "message", tabindex: "0" }, unit.message),
    button,
  ];
}

function findings(unit) {
  const items = all("#phat-hien .remarks > li").filter((item) => item.dataset.unit === unit.code);
  if (!items.length) return [];
  const copies = items.map((item) => {
    const group = item.closest(".group");
    const made = item.cloneNode(true);
    made.hidden = false;
    made.querySelector(".where a")?.remove();
    made.prepend(group.querySelector(".badge").cloneNode(true));
    const shared = group.querySelector(".shared");
    if (shared) made.append(...shared.cloneNode(true).children);
    return made;
  });
  return [el("h3", {}, `Phát hiện (${grouped(copies.length)})`), el("ul", { class: "remarks" }, copies)];
}

function answers(unit) {
  const form = data().forms[unit.form];
  const given = unit.answers;
  const cells = data().places[given.place];
  const made = questions(form).map(([heading, fields]) => {
    const rows = fields.flatMap((field) => fieldRows(field, given, cells));
    return table({ text: heading }, ["Câu hỏi", "Trả lời", "Ô"], rows, [false, true, false]);
  });
  for (const [id, title, question, , labels] of form.tables) {
    const [asked, lines] = given.tables[id];
    made.push(el("h3", {}, title), el("p", {}, `${question} `, el("b", {}, answer(asked))));
    if (lines.length) made.push(table({ text: title, hidden: true }, [...labels, "Ô đầu"], lines.map(lineRow)));
  }
  return [el("h3", {}, "Số liệu được tính"), ...made];
}

function fieldRows(field, given, cells) {
  const rows = field.parts.map(({ name, at }) => {
    const label = field.parts.length > 1 ? `${field.label}: ${name}` : field.label;
    const value = given.values[at];
    const isCounted = typeof value === "string" || value.length === 2;
    const unit = isCounted && field.unit ? ` ${field.unit}` : "";
    return el("tr", {}, el("th", { scope: "row" }, label),
      el("td", { class: "num typed" }, answer(value), unit), el("td", {}, place(cells[at])));
  });
  const note = given.notes[field.id];
  if (note) rows.push(el("tr", {}, el("td", { colspan: "3", class: "typed small" }, `Ghi chú: ${note}`)));
  return rows;
}

function lineRow([at, ...values]) {
  const cells = data().places[at];
  const first = place(cells.find(Boolean) ?? "");
  return el("tr", {}, values.map((value) => el("td", { class: "typed" }, answer(value))), el("td", {}, first));
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "vh" });
    area.value = text;
    button.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = "Đã chép";
  say("Đã chép lời nhắn.");
  setTimeout(() => (button.textContent = "Chép lời nhắn"), 3000);
}

function followHash() {
  const code = location.hash.startsWith("#dv-") ? decodeURIComponent(location.hash.slice(4)) : "";
  if (code) openUnit(code);
  else if (dialog.open) dialog.close();
}
