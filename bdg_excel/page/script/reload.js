// What is kept when the page loads anew, and how it follows a watched folder.

const PAUSE_AFTER_TYPING = 3000;
const KEY = `bdg ${location.pathname}`;

function remember() {
  const controls = all(".filters input, .filters select").map((control) => [control.id, control.value]);
  const opened = all("details[id]").map((one) => [one.id, one.open]);
  const head = document.querySelector("#bang-don-vi th[aria-sort]");
  const sort = head && [head.dataset.sort, head.getAttribute("aria-sort") === "ascending" ? 1 : -1];
  const focus = document.activeElement?.id;
  const state = { controls, opened, sort, limit, paused, focus, top: scrollY, inside: dialog.scrollTop };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // A browser that keeps nothing: the page then starts anew.
  }
}

function recalled() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}

let paused = false;

function recall() {
  const state = performance.getEntriesByType("navigation")[0]?.type === "reload" ? recalled() : null;
  if (!state) return showAll();
  for (const [id, value] of state.controls) if (byId(id)) byId(id).value = value;
  for (const [id, open] of state.opened) if (byId(id)) byId(id).open = open;
  limit = state.limit;
  paused = state.paused;
  const head = state.sort && document.querySelector(`#bang-don-vi th[data-sort="${state.sort[0]}"]`);
  if (head) sortUnits(head, state.sort[1]);
  showAll();
  if (!dialog.open) byId(state.focus)?.focus({ preventScroll: true });
  scrollTo({ top: state.top, behavior: "instant" });
  if (dialog.open) dialog.scrollTop = state.inside;
}

function showAll() {
  showUnits();
  showFindings();
  followHash();
}

function watch() {
  const seconds = Number(document.body.dataset.refresh ?? 0);
  if (!seconds) return;
  const button = byId("dung-tai");
  const show = () => {
    button.setAttribute("aria-pressed", String(paused));
    button.textContent = paused ? "Tiếp tục" : "Tạm dừng";
    byId("theo-doi").textContent = paused
      ? "Đã tạm dừng tự tải lại."
      : `Trang tự tải lại mỗi ${seconds} giây để theo kịp thư mục nhận.`;
  };
  button.addEventListener("click", () => {
    paused = !paused;
    show();
    remember();
  });
  show();
  let typed = 0;
  addEventListener("input", () => (typed = Date.now()));
  setInterval(() => {
    // Nobody is interrupted: not while typing, nor with something selected to be copied.
    if (paused || Date.now() - typed < PAUSE_AFTER_TYPING || String(getSelection())) return;
    remember();
    location.reload();
  }, seconds * 1000);
}

/** The page has no clock; whoever looks at it does: after the deadline, missing is late. */
function tellWhoIsLate() {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  if (today > byId("han-gui").dateTime) for (const words of all(".late")) words.hidden = false;
}
