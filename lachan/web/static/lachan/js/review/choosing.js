// Adding a finding from words of the document: dragged over with the mouse, or chosen by keyboard word by word.
import { act } from "./editing.js";
import { bringToView, doc, endOf, light, nextParagraph, paragraphAt, placeOf, rangeOf } from "./places.js";

const bar = document.getElementById("addbar");
const chosen = document.getElementById("chosen");
let span = null;
let byKey = false;

function show(next) {
  span = next;
  light(span, "chosen");
  if (bar) bar.hidden = !span;
  if (!span) return;
  const text = rangeOf(...span)?.toString().replace(/\s+/g, " ").trim() ?? "";
  chosen.textContent = text.length > 160 ? `${text.slice(0, 110)} … ${text.slice(-40)}` : text;
}

export function stop() {
  if (!span && !byKey) return false;
  byKey = false;
  document.getElementById("hint").hidden = true;
  show(null);
  getSelection()?.removeAllRanges();
  return true;
}

export const isChoosing = () => byKey;

function fromSelection() {
  const selection = getSelection();
  if (byKey || !selection?.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (selection.isCollapsed || !doc.contains(range.commonAncestorContainer)) {
    if (span && !bar.contains(document.activeElement)) show(null);
    return;
  }
  const low = placeOf(range.startContainer, range.startOffset);
  const high = placeOf(range.endContainer, range.endOffset) ?? low;
  if (low !== null && high > low) show([low, high]);
}

// Begins with the whole paragraph in hand; the arrows make it longer or shorter.
export function begin(at) {
  if (!bar) return;
  byKey = true;
  const paragraph = paragraphAt(at);
  show([paragraph.at, endOf(paragraph)]);
  doc.focus({ preventScroll: true });
  bringToView(span);
  document.getElementById("hint").hidden = false;
}

const EDGE = /[\p{L}\p{N}%/.,-]+/gu;

// The next edge of a word from a place, within the text of the part.
function edge(at, step, atStart) {
  const { p, at: base } = paragraphAt(step > 0 && !atStart ? at : Math.max(at - 1, 0));
  const places = [...p.textContent.matchAll(EDGE)].map((m) => base + m.index + (atStart ? 0 : m[0].length));
  const next = step > 0 ? places.find((n) => n > at) : places.findLast((n) => n < at);
  if (next !== undefined) return next;
  const other = nextParagraph(at, step);
  return step > 0 ? (atStart ? other.at : endOf(other)) : atStart ? other.at : endOf(other);
}

function move(event) {
  const [low, high] = span;
  const step = event.key === "ArrowRight" ? 1 : -1;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const to = nextParagraph(event.key === "ArrowDown" ? high - 1 : low, event.key === "ArrowDown" ? 1 : -1);
    show(event.shiftKey ? [Math.min(low, to.at), Math.max(high, endOf(to))] : [to.at, endOf(to)]);
  } else if (event.shiftKey) {
    const next = edge(low, step, true);
    if (next < high) show([next, high]);
  } else {
    const next = edge(high, step, false);
    if (next > low) show([low, next]);
  }
  bringToView(span);
}

doc?.addEventListener("keydown", (event) => {
  if (!byKey) return;
  if (event.key.startsWith("Arrow")) move(event);
  else if (event.key === "Enter") bar.querySelector("[data-add]").focus();
  else if (event.key === "Escape") stop();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

if (bar && doc) {
  let pause = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(pause);
    pause = setTimeout(fromSelection, 120);
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    stop();
    doc.focus();
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button || !span) return;
    const [low, high] = span;
    const kind = button.dataset.add;
    stop();
    if (kind) act("", [["do", "add"], ["key", kind], ["from", String(low)], ["to", String(high)]], { openMade: true });
    else doc.focus({ preventScroll: true });
  });
}
