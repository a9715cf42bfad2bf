// The form of a finding: fetched when it is opened, saved field by field, put back when its section is drawn anew.
import { enhance } from "./combobox.js";
import { bringToView, light, measure, doc, motion, spanOf } from "./places.js";
import { on, review, retry, say, seen, send, words } from "./saving.js";

export const finding = (key) => document.getElementById(key)?.closest(".finding");
export const openForms = () => [...document.querySelectorAll("form[data-edit]")];
const controls = (form) => [...form.querySelectorAll("[name]")].filter((c) => !["hidden", "submit"].includes(c.type));
const TYPING_PAUSE = 900;
const timers = new WeakMap();
let current = "";

export const currentKey = () => current;

// The finding in hand: lit here and in the text.
export function choose(key, { scroll = true } = {}) {
  const li = finding(key);
  if (!li) return null;
  document.querySelectorAll(".here").forEach((e) => e.classList.remove("here"));
  current = key;
  li.classList.add("here");
  document.getElementById(`m-${key}`)?.classList.add("here");
  const span = spanOf(li) ?? markSpan(key);
  light(span);
  if (scroll) bringToView(span);
  return li;
}

function markSpan(key) {
  const mark = document.getElementById(`m-${key}`);
  const p = mark?.closest("p[data-at]");
  if (!p) return null;
  const before = document.createRange();
  before.setStart(p, 0);
  before.setEndBefore(mark);
  const at = Number(p.dataset.at) + before.toString().length;
  return [at, at + Math.max(mark.textContent.length, 1)];
}

export async function open(key, { field = "", focus = true } = {}) {
  const li = choose(key);
  if (!li) return false;
  const place = li.querySelector(".edit");
  if (!place.children.length) {
    const asked = await fetch(`${review.dataset.finding}?mo=${encodeURIComponent(key)}`);
    if (!asked.ok || asked.redirected) return false;
    place.innerHTML = await asked.text();
  }
  place.hidden = false;
  prepare(place);
  expand(li, true);
  seen(key);
  if (focus) focusIn(li, field);
  li.scrollIntoView({ block: "nearest", behavior: motion });
  return true;
}

export function close(key) {
  const li = finding(key);
  if (!li) return;
  flush(li.querySelector("form[data-edit]"));
  li.querySelector(".edit").replaceChildren();
  expand(li, false);
  li.querySelector(".what").focus({ preventScroll: true });
}

export const isOpen = (key) => Boolean(finding(key)?.querySelector("form[data-edit]"));

function expand(li, isOpen) {
  li.classList.toggle("open", isOpen);
  li.querySelector(".what").setAttribute("aria-expanded", String(isOpen));
}

function focusIn(li, field) {
  const form = li.querySelector("form[data-edit]");
  const named = field ? form?.querySelector(`[name="${field}"]`) : null;
  const wanted = named?.closest(".combo")?.querySelector("input") ?? named ?? form?.querySelector("input:not([type=hidden]), select:not([hidden]), textarea, button");
  (wanted ?? li.querySelector(".what")).focus({ preventScroll: true });
}

// What each control held when it was last saved; only what differs is sent.
function prepare(place) {
  enhance(place, words);
  const form = place.querySelector("form[data-edit]");
  for (const c of form ? controls(form) : []) c.saved ??= asServed(c);
  for (const hint of place.querySelectorAll("[data-caret]")) hint.hidden = false;
}

// What the page came with. Whoever typed before this script was there must not find his words taken for saved ones.
const asServed = (c) => value(document.createRange().createContextualFragment(c.outerHTML).firstElementChild);
const value = (c) => (c.type === "checkbox" || c.type === "radio" ? c.checked : c.value);

function changed(form) {
  const names = new Set(controls(form).filter((c) => value(c) !== c.saved).map((c) => c.name));
  for (const c of controls(form)) if (c.dataset.with && names.has(c.dataset.with)) names.add(c.name);
  return names;
}

function fieldsOf(form, names) {
  const fields = [["do", "set"], ["key", form.elements.key.value]];
  if (form.elements.key.value === "g") fields.push(["name", form.elements.name.value]);
  for (const c of controls(form)) {
    if (!names.has(c.name)) continue;
    if (c.type === "checkbox") {
      if (!fields.some(([n, v]) => n === "box" && v === c.name)) fields.push(["box", c.name]);
      if (c.checked) fields.push([c.name, c.value]);
    } else {
      fields.push([c.name, c.value]);
    }
  }
  return fields;
}

export function flush(form) {
  if (!form || !review.dataset.open) return;
  clearTimeout(timers.get(form));
  const names = changed(form);
  if (!names.size) return;
  const fields = fieldsOf(form, names);
  for (const c of controls(form)) if (names.has(c.name)) (c.saved = value(c)), fault(c, "");
  send(fields, { keep: true });
}

export const flushAll = () => openForms().forEach(flush);

function fault(control, sentence) {
  const cell = control.closest("div, fieldset");
  cell?.querySelector(".errorlist")?.remove();
  control.toggleAttribute("aria-invalid", Boolean(sentence));
  if (!sentence) return control.removeAttribute("aria-describedby");
  const said = document.createElement("p");
  said.className = "errorlist";
  said.id = `${control.id}-wrong`;
  said.textContent = sentence;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", said.id);
  control.after(said);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-edit]");
  if (form) flush(form);
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-edit]");
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => flush(form), TYPING_PAUSE));
});
addEventListener("pagehide", flushAll);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flushAll());

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("form[data-edit]")) {
    event.preventDefault();
    const wish = event.submitter?.value ?? "set";
    if (wish === "set") flush(form), close(form.dataset.edit);
    else act(form.dataset.edit, [["do", wish], ["key", form.elements.key.value]]);
  } else if (form.matches("form[data-quick]")) {
    event.preventDefault();
    const fields = [...new FormData(form, event.submitter)].filter(([n]) => !["csrfmiddlewaretoken", "version"].includes(n));
    const wish = form.elements.do?.value ?? "set";
    act(form.closest(".finding")?.id ?? "", fields, { openMade: wish === "add" || wish === "split" || wish === "merge" });
    if (wish === "add") form.reset(), (form.closest("details").open = false);
  }
});

// A step that is asked for, not typed: the finding it ends at is shown.
export async function act(key, fields, { openMade = false } = {}) {
  flushAll();
  const answer = await send(fields);
  if (!answer || answer.status === "refused" || answer.status === "clash") return answer;
  const li = answer.key && finding(answer.key);
  if (!li) return answer;
  if (openMade) await open(answer.key);
  else choose(answer.key), li.querySelector(".what")?.focus({ preventScroll: true });
  return answer;
}

on("openKeys", () => openForms().map((form) => form.dataset.edit));
on("pieces", (answer) => {
  const focused = hold();
  for (const [id, html] of Object.entries(answer.html ?? {})) replace(id, html);
  if (answer.text !== null && answer.text !== undefined) {
    const top = doc.scrollTop;
    doc.innerHTML = answer.text;
    doc.scrollTop = top;
    measure();
  }
  putBack(focused);
  if (current) choose(current, { scroll: false });
  const undo = document.getElementById("undo");
  if (undo) undo.disabled = !review.dataset.undo;
});

function replace(id, html) {
  const old = document.getElementById(id);
  if (!old) return;
  const draft = document.createElement("template");
  draft.innerHTML = html.trim();
  const fresh = draft.content.firstElementChild;
  old.replaceWith(fresh);
  for (const place of fresh.querySelectorAll(".edit")) if (place.children.length) prepare(place), expand(place.closest(".finding"), true);
  const li = fresh.matches(".line") ? fresh.closest(".finding") : null;
  if (li) {
    for (const name of ["needs", "seen", "gone"]) li.classList.toggle(name, (fresh.dataset.state ?? "").split(" ").includes(name));
    if (fresh.dataset.spanNow) li.dataset.span = fresh.dataset.spanNow;
    expand(li, Boolean(li.querySelector("form[data-edit]")));
  }
}

// Where the keyboard is and what is typed but not sent, so that a section drawn anew loses neither.
function hold() {
  const at = document.activeElement;
  const typed = openForms().flatMap((form) =>
    controls(form).filter((c) => value(c) !== c.saved).map((c) => [form.dataset.edit, c.name, c.type === "checkbox" ? c.value : null, value(c)]));
  const place = at?.closest?.("form[data-edit]")?.dataset.edit ?? at?.closest?.(".finding")?.id;
  const caret = at && "selectionStart" in at && at.type !== "checkbox" ? [at.selectionStart, at.selectionEnd] : null;
  return { typed, id: at?.id, place, isLink: at?.matches?.(".what"), caret, at, asked: Boolean(at?.closest?.("#attention")) };
}

function putBack({ typed, id, place, isLink, caret, at, asked }) {
  for (const [key, name, box, was] of typed) {
    const form = openForms().find((f) => f.dataset.edit === key);
    const control = form && controls(form).find((c) => c.name === name && (box === null || c.value === box));
    if (!control || control === at) continue;
    if (control.type === "checkbox") control.checked = was;
    else control.value = was;
  }
  if (!at || at.isConnected) return;
  if (asked) return (document.querySelector("#attention .ask button, #attention .ask a") ?? document.getElementById("found")).focus({ preventScroll: true });
  const again = (id ? document.getElementById(id) : null) ?? (isLink ? finding(place)?.querySelector(".what") : null) ?? finding(place)?.querySelector(".what");
  again?.focus({ preventScroll: true });
  if (again && caret?.[0] != null && "setSelectionRange" in again && again.type !== "select-one") {
    try {
      again.setSelectionRange(...caret);
    } catch {
      // A field of another kind has no caret.
    }
  }
}

on("refused", (job, answer) => {
  const key = job.fields.find(([n]) => n === "key")?.[1];
  const form = openForms().find((f) => f.elements.key.value === key);
  const control = form && answer.field && controls(form).find((c) => c.name === answer.field);
  if (control) {
    fault(control, answer.said);
    control.saved = Symbol("refused");
  }
});

on("clash", async (job, answer) => {
  const { key, mine, theirs, who, at } = answer.clash;
  const shown = key === "g" ? job.fields.find(([n]) => n === "name")?.[1] : key;
  const li = finding(shown) ?? [...document.querySelectorAll(".finding[data-name]")].find((e) => e.dataset.name === shown);
  if (!li) return;
  if (!isOpen(li.id)) await open(li.id, { focus: false });
  const panel = document.createElement("div");
  panel.className = "notice late clash";
  panel.setAttribute("role", "alert");
  const said = document.createElement("p");
  said.textContent = answer.said;
  const both = document.createElement("dl");
  both.className = "facts";
  for (const [term, words_] of [[`${who} · ${at}`, theirs], [words.mine, mine]]) {
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = term;
    dd.textContent = words_ || "–";
    both.append(dt, dd);
  }
  const buttons = document.createElement("div");
  buttons.className = "btns";
  const pick = (text, run) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = text;
    button.addEventListener("click", () => (panel.remove(), run()));
    buttons.append(button);
  };
  pick(words.mine, () => send(job.fields, { keep: true, version: answer.version }));
  pick(words.theirs, async () => {
    li.querySelector(".edit").replaceChildren();
    review.dataset.version = answer.version;
    await open(li.id);
    say(words.theirs, "ok");
  });
  panel.append(said, both, buttons);
  li.querySelector(".edit").prepend(panel);
  buttons.firstElementChild.focus();
});

export { retry };
