// What happens first.

for (const one of all(".js")) one.hidden = false;
makeSortable();
tellWhoIsLate();
recall();
watch();

addEventListener("hashchange", followHash);
addEventListener("pagehide", remember);
dialog.addEventListener("close", () => {
  if (location.hash.startsWith("#dv-")) history.replaceState(null, "", "#");
});
byId("dv-dong").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
document.addEventListener("click", (event) => {
  const target = event.target.closest("a[data-state], a[data-severity], a[data-area]");
  if (target) filterBy(target);
});
document.addEventListener("toggle", (event) => fill(event.target), true);
for (const filters of all(".filters")) {
  const show = filters.querySelector("#u-tim") ? showUnits : showFindings;
  const filter = () => {
    limit = ROWS_AT_ONCE;
    show();
  };
  for (const kind of ["input", "change"]) filters.addEventListener(kind, filter);
  filters.querySelector("button").addEventListener("click", () => {
    clear(filters);
    show();
  });
}
byId("u-them").addEventListener("click", () => {
  limit += 5 * ROWS_AT_ONCE;
  showUnits();
});
