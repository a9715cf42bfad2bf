// A <select data-search> becomes a searchable list: typed without marks, chosen by keyboard or mouse.
// The select stays the one that is read and sent; without this file it is an ordinary select.
let count = 0;

export const fold = (text) =>
  text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();

export function enhance(root, words) {
  for (const select of root.querySelectorAll("select[data-search]:not([data-ready])")) build(select, words);
}

function build(select, words) {
  select.dataset.ready = "1";
  const box = document.createElement("div");
  box.className = "combo";
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const id = select.id;
  select.id = `${id}-select`;
  input.id = id;
  list.id = `${id}-list-${(count += 1)}`;
  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  input.disabled = select.matches(":disabled");
  input.value = label(select);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent ?? "");
  list.hidden = true;
  select.before(box);
  box.append(input, list, select);
  select.hidden = true;
  wire(select, input, list, words);
}

const label = (select) => select.selectedOptions[0]?.textContent.trim() ?? "";

function wire(select, input, list, words) {
  let active = -1;

  function draw(wanted) {
    const asked = fold(wanted).split(/\s+/).filter(Boolean);
    const within = (text) => asked.every((word) => fold(text).includes(word));
    const options = [...select.options];
    const named = options.filter((o) => within(o.textContent));
    const noted = options.filter((o) => !named.includes(o) && within(`${o.textContent} ${o.dataset.note ?? ""}`));
    list.replaceChildren(...[...named, ...noted].map((option, n) => row(option, n)));
    if (!list.children.length) {
      const none = document.createElement("li");
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.className = "none";
      none.textContent = words.noMatch;
      list.append(none);
    }
    active = [...list.children].findIndex((li) => li.getAttribute("aria-selected") === "true");
  }

  function row(option, n) {
    const li = document.createElement("li");
    li.id = `${list.id}-${n}`;
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", String(option.selected));
    li.dataset.value = option.value;
    const name = document.createElement("span");
    name.textContent = option.textContent.trim();
    li.append(name);
    if (option.dataset.note || option.dataset.proposed) {
      const note = document.createElement("small");
      note.textContent = [option.dataset.proposed ? words.proposed : "", option.dataset.note ?? ""].filter(Boolean).join(": ");
      li.append(note);
      if (option.dataset.proposed) li.classList.add("proposed");
    }
    return li;
  }

  function show(wanted) {
    draw(wanted);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(active);
  }

  function hide() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = label(select);
  }

  function mark(n) {
    active = n;
    [...list.children].forEach((li, at) => li.classList.toggle("active", at === n));
    const li = list.children[n];
    if (!li) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", li.id);
    li.scrollIntoView({ block: "nearest" });
  }

  function choose(li) {
    if (!li || li.dataset.value === undefined) return;
    const changed = select.value !== li.dataset.value;
    select.value = li.dataset.value;
    hide();
    if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => (list.hidden ? show("") : null));
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    show(input.value);
    mark(list.children[0]?.dataset.value === undefined ? -1 : 0);
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("blur", () => hide());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("li")));
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (!open) show("");
      else mark((active + steps[event.key] + list.children.length) % list.children.length);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      hide();
    }
  });
}
