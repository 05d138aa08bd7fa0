// What a screen reader would stumble over, and what the page's own policy forbids.
const faults = [];
const all = (css) => [...document.querySelectorAll(css)];
const one = (css) => { if (all(css).length !== 1) faults.push(`${all(css).length} × ${css}`); };
one("h1"); one("main"); one("body > header"); one("nav[aria-label]"); one("body > footer");
if (document.documentElement.lang !== "vi") faults.push("lang");
if (!document.title) faults.push("title");
let before = 1;
for (const heading of all("h1, h2, h3, h4, h5, h6")) {
  const level = Number(heading.tagName[1]);
  if (level > before + 1) faults.push(`${heading.tagName} after H${before}: ${heading.textContent}`);
  before = level;
}
const ids = all("[id]").map((element) => element.id);
for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push(`twice #${id}`);
for (const name of ["aria-labelledby", "aria-controls"])
  for (const element of all(`[${name}]`))
    if (!document.getElementById(element.getAttribute(name))?.textContent) faults.push(`${name} of ${element.id}`);
for (const input of all("input, select, textarea")) if (!input.labels.length) faults.push(`label of ${input.id}`);
for (const button of all("button, a, summary")) if (!button.textContent.trim()) faults.push(`no words: ${button.outerHTML}`);
for (const table of all("table")) {
  if (!table.caption?.textContent) faults.push(`caption of ${table.outerHTML.slice(0, 80)}`);
  for (const head of table.querySelectorAll("th")) if (!head.scope) faults.push(`scope of ${head.textContent}`);
}
for (const svg of all("svg")) {
  if (svg.getAttribute("aria-hidden") === "true") continue;
  if (svg.getAttribute("role") !== "img" || !svg.querySelector(":scope > title")?.textContent)
    faults.push(`svg ${svg.outerHTML.slice(0, 80)}`);
}
for (const box of all(".scroll"))
  if (box.tabIndex !== 0 || !(box.ariaLabel || box.getAttribute("aria-labelledby"))) faults.push("scroll box");
for (const element of all("*"))
  for (const { name } of element.attributes) if (name.startsWith("on") || name === "style") faults.push(`${name} of ${element.tagName}`);
return faults;
