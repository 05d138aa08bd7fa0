"use strict";
// What the page does beyond being read. The files of this folder are put together in the order that
// `page/__init__.py` names. Texts of units are only ever text nodes.

const ROWS_AT_ONCE = 100;
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");

let parsed;
const data = () => (parsed ??= JSON.parse(byId("du-lieu").textContent));
let units;
const unitOf = (code) => (units ??= new Map(data().units.map((unit) => [unit.code, unit]))).get(code);

/** Text for comparing: lower case, without accents, as `text.fold` makes it. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐðÐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();
}

/** An element with properties and children; strings become text nodes. */
function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

function say(text) {
  byId("thong-bao").textContent = text;
}
