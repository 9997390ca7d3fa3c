// Answering. Every change goes into a queue on the device, is sent in order, and leaves the queue only when the server
// has said that it is on disk. Without this file the pages are plain forms and work as well.

const page = () => document.getElementById("question");
const form = () => document.querySelector("form#answer");
const words = document.getElementById("words").dataset;
const attempt = location.pathname.match(/attempts\/(\d+)\//)[1];
const STORE = `answers:${attempt}`;
const TYPING = 2000; // ms of rest after which a text is saved
const RETRY = 3000; // ms until what failed is sent again

// ---- The queue: [{url, body}], oldest first; in localStorage so that it outlives the page.
let queue = [];
try { queue = JSON.parse(localStorage.getItem(STORE)) ?? []; } catch { /* storage is off: the queue lives with the page */ }
const given = new Map(); // url -> the newest body, for questions shown again while the network is down

const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* as above */ } };
const keep = () => {
  try {
    if (queue.length) localStorage.setItem(STORE, JSON.stringify(queue));
    else localStorage.removeItem(STORE);
  } catch { /* as above */ }
};
const enqueue = (url, body) => {
  queue = queue.filter((entry) => entry.url !== url).concat({ url, body, given: Date.now() });
  keep();
};
const stored = () => remembered(STORE) !== null;
if ("BroadcastChannel" in window) { // another page asks whose answers lie here: this one's, it sends them itself
  const channel = new BroadcastChannel("answers");
  channel.onmessage = (event) => { if (event.data === "who?") channel.postMessage(STORE); };
}
const done = (url, body) => {
  queue = queue.filter((entry) => entry.url !== url || entry.body !== body);
  keep();
};

// ---- The saved line
const say = (text, sign = "") => {
  const line = document.getElementById("saved");
  if (line) line.replaceChildren(...[sign, text].filter(Boolean).map((part) => (part instanceof Node ? part : document.createTextNode(part))));
};
const warn = (text) => {
  const span = document.createElement("span");
  span.className = "warn";
  span.textContent = `⚠ ${text}`;
  say(span);
};
const count = (text) => text.replace("%n", queue.length);
const speak = (text) => { document.getElementById("spoken").textContent = text; };

const showHtml = (html) => {
  const line = document.getElementById("saved");
  if (line) line.innerHTML = html; // what the server says of an ended session, with a link to sign in
};

// ---- Sending
const token = () => JSON.parse(document.body.getAttribute("hx-headers:inherited"))["x-csrftoken"];
const post = (url, body) =>
  fetch(url, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "HX-Request": "true",
      "HX-Current-URL": location.href,
      "x-csrftoken": token(),
    },
  });

let reloaded = 0;
try { reloaded = Number(sessionStorage.getItem("reloaded")); } catch { /* as above */ }
const renewed = () => { // at most once a minute, for a page that has no token at all would go on for ever
  if (Date.now() - reloaded < 60_000) return false;
  try { sessionStorage.setItem("reloaded", Date.now()); } catch { return false; }
  return true;
};
let sending = null;
let timer = 0;
const flush = () => {
  clearTimeout(timer);
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
};
const later = (text) => {
  warn(queue.length ? count(text) : words.down);
  timer = setTimeout(flush, RETRY);
};

async function sendAll() {
  while (queue.length) {
    const { url, body, given: since } = queue[0];
    let response;
    try {
      response = await post(url, `${body}&age=${Date.now() - since}`);
    } catch {
      return later(navigator.onLine ? words.waiting : words.offline);
    }
    if (response.status === 401) return showHtml(await response.text());
    if (response.status >= 500 || response.status === 429) return later(words.waiting);
    // Somebody signed in anew in another window: the page fetched again has a token that holds, and sends what is here.
    if (response.status === 403) return stored() && renewed() ? location.reload() : later(words.waiting);
    done(url, body);
    const next = response.headers.get("HX-Redirect");
    if (next) { queue = []; keep(); location.href = next; return; }
    if (response.status === 409 || response.status === 422) await show(await response.text(), url);
    else if (response.ok) confirm(await response.text(), url);
    else location.reload();
  }
}

const confirm = (html, url) => {
  const fragment = new DOMParser().parseFromString(html, "text/html");
  const here = form()?.getAttribute("action") === url;
  const ids = here ? ["saved", "answered"] : ["answered"]; // how many are answered is true of the whole paper
  for (const id of ids) {
    const fresh = fragment.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(fresh);
  }
  if (!here && !queue.length) say(words.sent, "✓ ");
};

const show = async (html, url) => {
  if (form()?.getAttribute("action") !== url) return;
  await htmx.swap({ text: html, target: "#question", swap: "outerHTML", sourceElement: document.body });
};

// ---- Changes
// Newer than what the server has seen, also from another device whose clock is ahead.
const countUp = () => {
  const newest = Math.max(Number(form().dataset.sequence) + 1, Date.now());
  form().dataset.sequence = newest;
  return newest;
};
const body = () => {
  const data = new FormData(form());
  data.delete("csrfmiddlewaretoken");
  data.delete("then");
  return new URLSearchParams(data).toString();
};
let typing = 0;
const save = () => {
  clearTimeout(typing);
  typing = 0;
  form().elements.sequence.value = countUp();
  const url = form().getAttribute("action");
  given.set(url, body());
  enqueue(url, body());
  say(words.saving);
  flush();
};
const isText = (field) => field.matches("textarea, input:not([type=radio]):not([type=checkbox]):not([type=hidden])");
document.addEventListener("input", (event) => {
  if (event.target.form?.id !== "answer" || !isText(event.target) || practising()) return;
  clearTimeout(typing);
  typing = setTimeout(save, TYPING);
});
// In practice an answer is checked as it is given; nothing is saved before.
const practising = () => form()?.dataset.practice !== undefined;
// A tap says what is meant; an arrow key may be on its way to another option, and Enter checks.
let tapped = false;
document.addEventListener("pointerdown", () => { tapped = true; }, true);
document.addEventListener("keydown", () => { tapped = false; }, true);
document.addEventListener("change", (event) => {
  if (event.target.form?.id !== "answer") return;
  if (!practising()) save();
  else if (tapped && event.target.type === "radio") document.getElementById("check").click();
});

// ---- Steps to be put in order: tapping them one after another numbers them; a number is given once. The boxes do as well.
const placesOf = (step) => [...step.closest("fieldset").querySelectorAll(".step select")];
document.addEventListener("click", (event) => {
  const step = event.target.closest?.("form#answer .step");
  if (!step || event.target.closest("select")) return;
  const box = step.querySelector("select");
  const taken = new Set(placesOf(step).map((other) => other.value));
  const free = [...box.options].find((option) => option.value && !taken.has(option.value));
  box.value = box.value ? "" : free.value;
  box.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("form#answer .step select")) return;
  for (const other of placesOf(event.target)) if (other !== event.target && other.value === event.target.value) other.value = "";
}, true);

// ---- Going on: htmx sends the form with the button that was pressed; what is unsent goes with it.
let going = null; // the question gone to, if the network has to be done without
document.addEventListener("submit", (event) => {
  if (event.target.id !== "answer") return;
  if (typing) save();
  going = event.submitter?.value;
  form().elements.sequence.value = practising() ? countUp() : form().dataset.sequence;
}, true);

// ---- The whole paper, fetched once in the background, to turn over while the network is down.
const paper = new Map(); // question number -> template
const fetchPaper = async () => {
  try {
    const response = await fetch(words.paperUrl, { headers: { "HX-Request": "true" } });
    if (!response.ok) return;
    const sheets = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const template of sheets.querySelectorAll("template[data-position]")) paper.set(template.dataset.position, template);
    document.body.dataset.paper = "ready";
  } catch { /* the pages still come one by one */ }
};
const turnTo = (position) => {
  const template = paper.get(position);
  if (!template) return;
  page().replaceWith(document.importNode(template.content, true));
  htmx.process(page());
  history.pushState(null, "", form().getAttribute("action"));
  const known = given.get(form().getAttribute("action"));
  if (known) fill(known);
  scrollTo(0, 0);
  arrived();
};
document.addEventListener("htmx:error", () => {
  if (sending) return;
  if (going && paper.has(going)) turnTo(going);
  later(words.offline);
});
const goOn = () => {
  // Whoever wishes it goes on by itself after a right answer in practice; kept on the device.
  const box = document.getElementById("go-on");
  if (!box) return;
  box.parentElement.hidden = false;
  box.checked = remembered("go-on") === "yes";
  box.addEventListener("change", () => remember("go-on", box.checked ? "yes" : "no"));
  if (!box.checked || document.getElementById("answer").dataset.outcome !== "correct") return;
  const next = document.querySelector("a[data-go=next]");
  setTimeout(() => { if (next?.isConnected && box.checked) next.click(); }, 1500);
};
const arrived = () => {
  goOn();
  document.getElementById("stem")?.focus({ preventScroll: true });
  document.querySelector("#answer .by-tapping")?.removeAttribute("hidden");
  const url = form()?.getAttribute("action");
  if (!url) return;
  const pending = queue.find((entry) => entry.url === url)?.body;
  if (pending) fill(pending);
  if (queue.length) flush();
};
// What the server does not have yet is shown as the trainee left it.
const fill = (text) => {
  const values = new URLSearchParams(text);
  const texts = values.getAll("answer");
  form().dataset.sequence = values.get("sequence");
  for (const field of form().elements) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = texts.includes(field.value);
    else if (field.name === "answer") field.value = texts.shift() ?? "";
    else if (field.name.startsWith("place-")) field.value = values.get(field.name) ?? "";
  }
};
document.addEventListener("htmx:after:swap", (event) => {
  const swapped = event.detail.ctx.target?.id;
  if (swapped === "sheet") document.getElementById("sheet").showModal();
  else if (swapped === "flag") document.querySelector("#flag button")?.focus();
  else if (document.getElementById("question")) arrived();
});
addEventListener("online", flush);
addEventListener("beforeunload", (event) => { if (queue.length && !stored()) event.preventDefault(); });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
// Left is a page to which one comes back: going on to another page hides this one too.
let hidden = false;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hidden = true;
    if (typing) save();
    return;
  }
  keepAwake();
  if (hidden && words.leaveUrl) fetch(words.leaveUrl, { method: "POST", headers: { "x-csrftoken": token() } }).catch(() => {});
  hidden = false;
});

// ---- The screen stays on while somebody answers against the clock, where the phone lets a page ask for it.
const keepAwake = () => {
  if (document.getElementById("clock")) navigator.wakeLock?.request("screen").catch(() => {});
};
keepAwake();

// ---- Answer sheet
const sheet = document.getElementById("sheet");
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("#open-sheet");
  if (button && sheet.showModal) {
    event.preventDefault();
    if (typing) save();
    await flush();
    htmx.ajax("GET", words.sheetUrl, { target: "#sheet", swap: "innerHTML" });
  } else if (event.target === sheet) sheet.close();
});

// ---- Keys: 1–9 or A–I choose, arrows turn over, Enter follows the filled button, G answer sheet, M flag.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || sheet.open || !page()) return;
  if (event.target.matches("textarea, select, a, button") || isText(event.target)) return;
  const key = event.key.toUpperCase();
  const number = /^[1-9]$/.test(key) ? Number(key) - 1 : /^[A-I]$/.test(key) ? key.charCodeAt(0) - 65 : -1;
  const press = { ARROWLEFT: "[data-go=previous]", ARROWRIGHT: "[data-go=next]", ENTER: ".buttons .fill", G: "#open-sheet", M: "#flag button" }[key];
  // G is the seventh option where there are so many, else the answer sheet.
  const option = page().querySelectorAll("input[type=radio], input[type=checkbox]")[number];
  const target = option ?? (press && document.querySelector(press));
  if (!target) return;
  event.preventDefault();
  target.click();
});

// ---- The clock is the server's: the page counts on from the server's time, and asks it when the time is over.
const clock = document.getElementById("clock");
const DAY = 86400; // what is due later has its date instead
const asTime = (left) => {
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  return (hours ? [hours, minutes, seconds] : [minutes, seconds]).map((n, i) => (i ? String(n).padStart(2, "0") : n)).join(":");
};
if (clock) {
  const ahead = new Date(clock.dataset.now) - Date.now();
  const due = new Date(clock.dataset.due).getTime();
  let said = Infinity;
  const tick = async () => {
    const left = Math.max(0, Math.ceil((due - Date.now() - ahead) / 1000));
    if (left <= DAY) clock.textContent = `${left <= 600 ? `${clock.dataset.last} ` : ""}${asTime(left)}`;
    clock.parentElement.classList.toggle("is-short", left <= 600);
    for (const minutes of [10, 1]) {
      if (left <= minutes * 60 && said > minutes) { said = minutes; speak(words.minutes.replace("%n", minutes)); }
    }
    if (left > 0) return setTimeout(tick, 1000);
    speak(words.over);
    if (typing) save();
    leave();
  };
  // What was given in time may still arrive for a while; until it is sent the page stays.
  const leave = async () => {
    await flush();
    if (queue.length) setTimeout(leave, RETRY);
    else location.href = words.resumeUrl;
  };
  tick();
}
arrived();
if (words.paperUrl) (window.requestIdleCallback ?? setTimeout)(fetchPaper);
