// Text and findings side by side: choosing one shows the other. Without this file the links still lead both ways.
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const source = document.querySelector(".review .doc");
const findings = document.querySelector(".review form");
let lit = [];

function light(...elements) {
  for (const element of lit) element.classList.remove("here");
  lit = elements.filter(Boolean);
  for (const element of lit) element.classList.add("here");
}

function unfold(finding) {
  const details = finding.closest("details");
  if (details) details.open = true;
}

// Scrolls the text column only; the page itself stays where the reader is.
function showInText(mark) {
  if (!mark || source.scrollHeight <= source.clientHeight) return;
  const top = mark.getBoundingClientRect().top - source.getBoundingClientRect().top + source.scrollTop - 60;
  source.scrollTo({ top, behavior: still ? "auto" : "smooth" });
}

function markOf(id) {
  return document.getElementById(`m-${id}`) ?? document.getElementById(`m-${id}-p`);
}

function showFinding(id) {
  const finding = document.getElementById(id);
  if (!finding) return;
  unfold(finding);
  finding.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  light(finding, markOf(id));
}

source?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#'], mark[data-to]");
  if (!link) return;
  const id = link.dataset.to ?? link.getAttribute("href").slice(1);
  if (!document.getElementById(id)) return;
  event.preventDefault();
  showFinding(id);
  if (link.tagName === "A") document.getElementById(id).querySelector("summary, input, select")?.focus({ preventScroll: true });
});

findings?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const id = link.getAttribute("href").slice(1);
  if (id.startsWith("m-")) {
    event.preventDefault();
    showInText(document.getElementById(id));
    light(link.closest(".finding, tr"), document.getElementById(id));
  } else {
    event.preventDefault();
    showFinding(id);
    document.getElementById(id)?.querySelector("summary, input, select, textarea")?.focus({ preventScroll: true });
  }
});

findings?.addEventListener("focusin", (event) => {
  const finding = event.target.closest(".finding[id], tr[id], label[id], .field[id]");
  if (!finding) return;
  const mark = markOf(finding.id);
  if (!mark) return;
  showInText(mark);
  light(finding, mark);
});

// An opened finding is shown whole, not half under the bar at the foot.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".finding[open]") && event.target.contains(document.activeElement)) {
    event.target.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }
}, true);

if (location.hash.length > 1) showFinding(location.hash.slice(1));
