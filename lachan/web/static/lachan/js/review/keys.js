// The keyboard of the review. Letters alone act only where nothing is typed, and can be turned off.
import { act, choose, close, currentKey, finding, isOpen, open } from "./editing.js";
import { begin, isChoosing, stop } from "./choosing.js";
import { doc, motion, paragraphAt, spanOf } from "./places.js";
import { review, say, seen, words } from "./saving.js";

const OFF = "lachan.review.keys-off";
const help = document.getElementById("keys-help");
const isOff = () => localStorage.getItem(OFF) === "1";
const typing = (e) => e.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(e.tagName) || e.closest("dialog");
const all = () => [...document.querySelectorAll("#found .finding")];

function step(by) {
  const rows = all();
  const here = rows.indexOf(finding(currentKey()));
  const next = rows[here + by];
  if (here < 0 || next) return go((next ?? rows[0]).id);
  const part = Number(review.dataset.part) + by;
  if (part >= 1 && part <= Number(review.dataset.parts)) location.assign(`${review.dataset.show}?phan=${part}`);
}

function go(key) {
  const li = choose(key);
  const link = li?.querySelector(".what");
  link?.focus({ preventScroll: true });
  li?.scrollIntoView({ block: "nearest", behavior: motion });
}

// The places that need a person, in their order; the one after the finding in hand.
export function nextAsked(by = 1) {
  const asked = [...document.querySelectorAll("#attention .ask")];
  if (!asked.length) return say(words.none, "ok");
  const was = document.activeElement?.closest("#attention .ask");
  const here = asked.findIndex((a) => a === was || (lastAsked && a.id === lastAsked));
  const next = asked[(here + by + asked.length) % asked.length];
  lastAsked = next.id;
  show(next);
}
let lastAsked = "";

function show(one) {
  const { goto: key, phan, field } = one.dataset;
  if (finding(key)) return open(key, { field });
  if (phan && phan !== review.dataset.part) return location.assign(`${review.dataset.show}?phan=${phan}&mo=${key}#${key}`);
  one.scrollIntoView({ block: "nearest", behavior: motion });
  one.querySelector("button, a")?.focus({ preventScroll: true });
  document.getElementById(`m-${key}`)?.scrollIntoView({ block: "nearest" });
}

function toText() {
  const mark = document.getElementById(`m-${currentKey()}`);
  document.querySelector("[data-side=text]")?.offsetParent && document.querySelector("[data-side=text]").click();
  (mark ?? doc).focus();
}

function confirm() {
  const key = currentKey();
  if (!key) return;
  seen(key);
  finding(key)?.classList.add("seen");
  if (isOpen(key)) close(key);
  step(1);
}

function unfold(which) {
  const key = currentKey();
  if (!key) return;
  open(key, { focus: false }).then((opened) => {
    const box = opened && finding(key).querySelectorAll(".joins > details")[which];
    if (!box) return;
    box.open = true;
    if (which === 1) finding(key).querySelector("[data-words]")?.focus();
    else box.querySelector("select, input")?.focus();
  });
}

function drop() {
  const li = finding(currentKey());
  if (!li || ["f", "g"].includes(li.id[0])) return;
  act(li.id, [["do", li.classList.contains("gone") ? "restore" : "drop"], ["key", li.id]]);
}

export function undo() {
  const last = review.dataset.undo;
  if (last) act("", [["do", "undo"], ["step", last]]);
}

export function showHelp() {
  help.querySelector("#keys-off").checked = isOff();
  help.showModal();
}

function choosePlace() {
  const span = spanOf(finding(currentKey()));
  const mark = document.activeElement?.closest?.("#doc [data-to]")?.closest("p[data-at]");
  begin(mark ? Number(mark.dataset.at) : span ? span[0] : paragraphAt(Number(review.dataset.start)).at);
}

function alongMarks(by) {
  const marks = [...doc.querySelectorAll("a[data-to]")];
  const here = marks.indexOf(document.activeElement);
  const next = marks[here < 0 ? 0 : Math.min(Math.max(here + by, 0), marks.length - 1)];
  next?.focus();
}

const ACTS = {
  j: () => step(1), k: () => step(-1), n: () => nextAsked(1), N: () => nextAsked(-1), x: confirm, t: toText,
  a: choosePlace, g: () => unfold(0), s: () => unfold(1), u: undo, Delete: drop, "?": showHelp,
};
const WRITES = new Set(["x", "a", "g", "s", "u", "Delete"]);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") return leave(event);
  if (typing(event.target) || isChoosing()) return;
  const inText = doc.contains(event.target);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const by = event.key === "ArrowDown" ? 1 : -1;
    if (event.target.matches?.("#doc a")) alongMarks(by);
    else if (event.target.matches?.(".what")) step(by);
    else return;
    return event.preventDefault();
  }
  const run = inText && (event.key === "j" || event.key === "k") ? () => alongMarks(event.key === "j" ? 1 : -1) : ACTS[event.key];
  if (!run || isOff() || (WRITES.has(event.key) && !review.dataset.open)) return;
  event.preventDefault();
  run();
});

function leave(event) {
  if (help.open || event.target.closest("dialog")) return;
  if (stop()) return;
  const form = event.target.closest("form[data-edit], .edit");
  if (form) close(form.closest(".finding").id);
  else if (doc.contains(event.target) && currentKey()) go(currentKey());
}

help?.addEventListener("change", (event) => {
  if (event.target.id !== "keys-off") return;
  if (event.target.checked) localStorage.setItem(OFF, "1");
  else localStorage.removeItem(OFF);
});
