// Answers that a closed page could not send any more (see sitting.js) are sent by the next page the trainee opens. What
// is not his to send, or wants a sign-in first, stays on the device; so does what is on a page open in another window.
const line = document.getElementById("leftover");
const RETRY = 3000; // ms
const REPLY = 300; // ms within which a page that is open says so
const headers = {
  "Content-Type": "application/x-www-form-urlencoded",
  "HX-Request": "true",
  "x-csrftoken": JSON.parse(document.body.getAttribute("hx-headers:inherited"))["x-csrftoken"],
};
let sent = 0;

const stores = () => {
  try { return Object.keys(localStorage).filter((name) => name.startsWith("answers:")); } catch { return []; }
};
const read = (name) => JSON.parse(localStorage.getItem(name)) ?? [];
const drop = (name, url, body) => { // of what lies there now: a sitting in another window goes on writing
  const rest = read(name).filter((entry) => entry.url !== url || entry.body !== body);
  if (rest.length) localStorage.setItem(name, JSON.stringify(rest));
  else localStorage.removeItem(name);
};
const say = (text, n, sign) => {
  line.textContent = `${sign} ${text.replace("%n", n)}`;
  line.classList.toggle("green", sign === "✓");
  line.classList.toggle("ochre", sign !== "✓");
  line.hidden = false;
};

const claimed = async () => {
  const found = new Set();
  if (!("BroadcastChannel" in window)) return found;
  const channel = new BroadcastChannel("answers");
  channel.onmessage = (event) => { if (event.data !== "who?") found.add(event.data); };
  channel.postMessage("who?");
  await new Promise((resolve) => { setTimeout(resolve, REPLY); });
  channel.close();
  return found;
};

// Throws if the network is down.
const sendAll = async (name) => {
  for (const { url, body, given } of read(name)) {
    const response = await fetch(url, { method: "POST", body: `${body}&age=${Date.now() - given}`, headers });
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    if (!response.ok && response.status !== 409 && response.status !== 422) return;
    drop(name, url, body);
    if (response.headers.has("HX-Redirect")) { // handed in meanwhile: the page says so when it is loaded anew
      localStorage.removeItem(name);
      location.reload();
      return;
    }
    sent += response.ok;
  }
};
const send = async () => {
  const elsewhere = await claimed();
  const waiting = stores().filter((name) => !elsewhere.has(name));
  try {
    for (const name of waiting) await sendAll(name);
    if (sent) say(line.dataset.sent, sent, "✓");
  } catch {
    say(line.dataset.waiting, waiting.reduce((n, name) => n + read(name).length, 0), "⚠");
    setTimeout(send, RETRY);
  }
};
document.getElementById("main").prepend(line);
if (stores().length) send();
