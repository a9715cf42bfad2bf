// The review page: text and findings side by side, each leading to the other. Without scripts the links lead there too.
import { act, choose, close, currentKey, finding, flushAll, isOpen, open } from "./editing.js";
import { nextAsked, showHelp, undo } from "./keys.js";
import { doc, measure, placeOf, spanOf } from "./places.js";
import { isBusy, review, sendKept, settled, tellSeen } from "./saving.js";

const sides = review?.querySelector(".sides");
const narrow = matchMedia("(max-width: 900px)");

function showSide(name) {
  if (!sides) return;
  review.dataset.side = name;
  for (const button of sides.children) button.setAttribute("aria-pressed", String(button.dataset.side === name));
}

function start() {
  measure();
  review.classList.add("live");
  sides.hidden = false;
  showSide("found");
  for (const id of ["next", "undo", "keys"]) {
    const button = document.getElementById(id);
    if (button) button.hidden = false;
  }
  const button = document.getElementById("undo");
  if (button) button.disabled = !review.dataset.undo;
  for (const form of document.querySelectorAll("form[data-edit]")) open(form.dataset.edit, { focus: false });
  flushAll();
  const at = decodeURIComponent(location.hash.slice(1));
  if (finding(at)) open(at);
  sendKept();
}

sides?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-side]");
  if (button) showSide(button.dataset.side);
});

// A mark leads to its finding; any other word to the smallest finding it belongs to.
doc?.addEventListener("click", (event) => {
  const mark = event.target.closest("a[data-to]");
  const key = mark?.dataset.to ?? under(event);
  if (!key || !(finding(key) || mark)) return;
  if (mark && !finding(key)) {
    const asked = document.querySelector(`#attention [data-goto="${CSS.escape(key)}"]`);
    if (!asked) return;
    event.preventDefault();
    if (narrow.matches) showSide("found");
    asked.scrollIntoView({ block: "center" });
    return asked.querySelector("button, a")?.focus({ preventScroll: true });
  }
  event.preventDefault();
  if (narrow.matches) showSide("found");
  const li = choose(key, { scroll: false });
  li.scrollIntoView({ block: "center" });
  if (mark) li.querySelector(".what").focus({ preventScroll: true });
});

function under(event) {
  if (!getSelection().isCollapsed) return "";
  const caret = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const spot = caret && placeOf(caret.startContainer, caret.startOffset);
  if (spot == null) return "";
  let best = null;
  for (const li of document.querySelectorAll("#found .finding[data-span]:not(.gone)")) {
    const [low, high] = spanOf(li);
    if (spot >= low && spot < high && (!best || high - low < best.size)) best = { key: li.id, size: high - low };
  }
  return best?.key ?? "";
}

document.addEventListener("click", (event) => {
  const what = event.target.closest("#found .what");
  if (what && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const key = what.closest(".finding").id;
    return isOpen(key) ? close(key) : open(key, { focus: event.detail === 0 });
  }
  const jump = event.target.closest("a[data-open-key]");
  if (jump && finding(jump.dataset.openKey)) {
    event.preventDefault();
    return open(jump.dataset.openKey, { field: jump.dataset.field });
  }
  const shown = event.target.closest("a[data-show]");
  if (shown && document.getElementById(`m-${shown.dataset.show}`)) {
    event.preventDefault();
    if (narrow.matches) showSide("text");
    const mark = document.getElementById(`m-${shown.dataset.show}`);
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
});

document.getElementById("found")?.addEventListener("focusin", (event) => {
  const li = event.target.closest(".finding");
  if (li && li.id !== currentKey()) choose(li.id);
});

document.addEventListener("click", (event) => {
  const cut = event.target.closest("[data-cut]");
  if (!cut) return;
  const key = cut.closest("form").dataset.split;
  const box = finding(key).querySelector("[data-words]");
  act(key, [["do", "split"], ["key", key], ["at", String(box.selectionStart)]], { openMade: true });
});

document.getElementById("next")?.addEventListener("click", () => nextAsked(1));
document.getElementById("undo")?.addEventListener("click", undo);
document.getElementById("keys")?.addEventListener("click", showHelp);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]:not([href^='#'])");
  if (!link || event.defaultPrevented) return;
  flushAll();
  tellSeen();
  if (!isBusy() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // the next page must already show what was just typed
  settled().then(() => location.assign(link.href));
});

if (review) start();
