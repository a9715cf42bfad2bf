// Every correction is sent at once, one after another, and answered with the pieces of the page it changed.
// What could not be sent stays in this browser, plan text only, until the server has it.
export const review = document.getElementById("review");
export const words = document.getElementById("words")?.dataset ?? {};
const status = document.getElementById("saved");
const kept = `lachan.review.${review?.dataset.account}.${review?.dataset.document}`;
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
const handlers = { pieces: () => {}, clash: () => {}, refused: () => {}, openKeys: () => [] };
let queue = [];
let running = false;
let waiting = 0;

export const on = (name, handler) => (handlers[name] = handler);

export function say(text, tone = "") {
  status.textContent = text;
  status.className = `saved ${tone}`;
}

// A job is a list of [name, value]; a set may be kept and sent again, since sending it twice changes nothing.
export function send(fields, { keep = false, version = Number(review.dataset.version) } = {}) {
  return new Promise((resolve) => {
    queue.push({ fields, keep, version, resolve });
    store();
    run();
  });
}

function store() {
  const jobs = queue.filter((job) => job.keep).map(({ fields, version }) => ({ fields, version }));
  try {
    if (jobs.length) localStorage.setItem(kept, JSON.stringify(jobs));
    else localStorage.removeItem(kept);
  } catch {
    // A browser that keeps nothing still sends everything.
  }
}

export function sendKept() {
  let jobs = [];
  try {
    jobs = JSON.parse(localStorage.getItem(kept) ?? "[]");
  } catch {
    jobs = [];
  }
  if (!jobs.length || !review.dataset.open) return;
  Promise.all(jobs.map((job) => send(job.fields, { keep: true, version: job.version }))).then((answers) => {
    if (answers.some((a) => a?.status === "saved")) say(words.resent, "ok");
  });
}

function body(job) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  data.set("version", String(job.version));
  data.set("phan", review.dataset.part);
  for (const key of handlers.openKeys()) data.append("mo", key);
  for (const [name, value] of job.fields) data.append(name, value);
  return data;
}

async function run() {
  if (running) return;
  running = true;
  while (queue.length) {
    const job = queue[0];
    say(words.saving);
    const answer = await post(job);
    if (answer === null) {
      running = false;
      if (!job.keep) queue.shift(), job.resolve(null);
      clearTimeout(waiting);
      waiting = setTimeout(run, 5000);
      return;
    }
    queue.shift();
    store();
    try {
      take(job, answer);
    } finally {
      running = false; // a fault in drawing must not stop the saving
      job.resolve(answer);
    }
    running = true;
  }
  running = false;
}

async function post(job) {
  try {
    const reply = await fetch(review.dataset.save, {
      method: "POST", body: body(job), headers: { Accept: "application/json" }, keepalive: true,
    });
    if (!(reply.headers.get("Content-Type") ?? "").includes("json")) {
      say(reply.redirected ? words.signedOut : words.offline, "late");
      return null;
    }
    return await reply.json();
  } catch {
    say(words.offline, "late");
    return null;
  }
}

function take(job, answer) {
  if (answer.status === "clash") {
    say(answer.said, "late");
    handlers.clash(job, answer);
  } else if (answer.status === "refused") {
    say(answer.said, "late");
    handlers.refused(job, answer);
  } else {
    review.dataset.version = answer.version;
    // Only where nobody else wrote in between: what a colleague wrote since must still be able to clash.
    if (answer.version <= job.version + 1) for (const later of queue) later.version = Math.max(later.version, answer.version);
    review.dataset.undo = answer.undo ?? "";
    say(answer.said, "ok");
    handlers.pieces(answer, job);
  }
}

// Resolves once everything asked for has been answered; at once where nothing waits, and not at all without a line.
export async function settled() {
  while (running || queue.length) await new Promise((wait) => setTimeout(wait, 60));
}

export const isBusy = () => running || queue.length > 0;

export function retry() {
  clearTimeout(waiting);
  run();
}
addEventListener("online", retry);

let looked = new Set();
let looking = 0;

// That the officer looked at a finding; told together, a moment later.
export function seen(key) {
  if (!review.dataset.open) return;
  looked.add(key);
  clearTimeout(looking);
  looking = setTimeout(tellSeen, 900);
}

export async function tellSeen() {
  clearTimeout(looking);
  if (!looked.size) return;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  for (const key of looked) data.append("key", key);
  looked = new Set();
  try {
    const reply = await fetch(review.dataset.see, {
      method: "POST", body: data, headers: { Accept: "application/json" }, keepalive: true,
    });
    if ((reply.headers.get("Content-Type") ?? "").includes("json")) handlers.pieces(await reply.json(), null);
  } catch {
    // Seen again the next time it is opened.
  }
}
