// After a refused form, the keyboard starts at the list of mistakes.
document.querySelector(".summary[tabindex]")?.focus();
