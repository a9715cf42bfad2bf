// Places in the document: a number of characters from its start, and the same place on the page.
// The text of each paragraph is the document's own, so counting its characters is enough.
export const doc = document.getElementById("doc");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
export const motion = still ? "auto" : "smooth";
let paragraphs = [];

export function measure() {
  paragraphs = doc ? [...doc.querySelectorAll("p[data-at]")].map((p) => ({ p, at: Number(p.dataset.at) })) : [];
  for (const mark of doc?.querySelectorAll("a[data-to]") ?? []) mark.tabIndex = -1;
}

export function paragraphAt(at) {
  let low = 0;
  let high = paragraphs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (paragraphs[middle].at <= at) low = middle;
    else high = middle - 1;
  }
  return paragraphs[low];
}

export function nextParagraph(at, step) {
  const here = paragraphs.indexOf(paragraphAt(at));
  return paragraphs[Math.min(Math.max(here + step, 0), paragraphs.length - 1)];
}

export const endOf = (paragraph) => paragraph.at + paragraph.p.textContent.length;

function point(at, atEnd) {
  const { p, at: start } = paragraphAt(atEnd && at > 0 ? at - 1 : at);
  const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  let left = at - start;
  let node = walk.nextNode();
  while (node && (left > node.length || (!atEnd && left === node.length && walk.currentNode !== p.lastChild))) {
    const next = walk.nextNode();
    if (!next) break;
    left -= node.length;
    node = next;
  }
  return node ? [node, Math.min(Math.max(left, 0), node.length)] : [p, 0];
}

export function rangeOf(start, end) {
  if (!paragraphs.length || end <= paragraphs[0].at) return null;
  const range = document.createRange();
  range.setStart(...point(Math.max(start, paragraphs[0].at), false));
  range.setEnd(...point(end, true));
  return range;
}

// The place in the document of a point on the page; nothing outside the text.
export function placeOf(node, offset) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const p = element?.closest("p[data-at]");
  if (!p) return null;
  const before = document.createRange();
  before.setStart(p, 0);
  before.setEnd(node, offset);
  return Number(p.dataset.at) + before.toString().length;
}

export function spanOf(element) {
  const said = element?.dataset.span;
  return said ? said.split(",").map(Number) : null;
}

// The words of the finding in hand, drawn over the marks without touching the text.
export function light(span, name = "here") {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete(name);
  const range = span && rangeOf(...span);
  if (range) CSS.highlights.set(name, new Highlight(range));
}

// Scrolls the text column only, and only when the words are not in view already.
export function bringToView(span) {
  const range = span && rangeOf(...span);
  if (!range) return;
  const words = range.getBoundingClientRect();
  const frame = doc.getBoundingClientRect();
  if (doc.scrollHeight <= doc.clientHeight + 4) {
    if (words.top < 0 || words.top > innerHeight - 120) scrollTo({ top: scrollY + words.top - 140, behavior: motion });
    return;
  }
  if (words.top >= frame.top + 8 && words.top <= frame.bottom - 60) return;
  doc.scrollTo({ top: doc.scrollTop + words.top - frame.top - 72, behavior: motion });
}
