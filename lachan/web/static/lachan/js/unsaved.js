// Asks before a form marked data-guard is left with changes. Nothing typed is ever kept in the browser:
// these forms hold what identifies people.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if (changed.size > 0) event.preventDefault();
});
