// Small help on top of an editor that works without it: a warning before what was typed is lost, keys for saving and
// for moving rows, the cursor on what went wrong.
document.documentElement.dataset.script = "runs";
const form = document.getElementById("edit");
let unsaved = form.dataset.unsaved === "yes";

document.getElementById("problems")?.focus();
addEventListener("input", (event) => { unsaved ||= event.target.form === form && event.target.name !== "answer"; });
form.addEventListener("click", (event) => { unsaved ||= event.target.name === "do"; });
addEventListener("submit", (event) => { if (event.target === form || event.target.dataset.drops) unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// The keys that the page lists.
const press = (event) => {
  const arrow = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (arrow) return document.getElementById(event.target.closest(".editrow")?.id.replace("row", arrow));
  if (event.key === "Enter") return document.querySelector("#rows > button[value=add]");
  return document.querySelectorAll("#preview .chip")[Number(event.key) - 1];
};
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    form.requestSubmit();
  }
  const button = event.altKey && press(event);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// A picture goes where the cursor was last.
let written = document.getElementById("id_stem");
form.addEventListener("focusin", (event) => { if (event.target.matches("textarea")) written = event.target; });
addEventListener("click", (event) => {
  const text = event.target.dataset?.insert;
  if (!text) return;
  if (!written.isConnected) written = document.getElementById(written.id) ?? document.getElementById("id_stem");
  written.setRangeText(text, written.selectionStart, written.selectionEnd, "end");
  written.dispatchEvent(new Event("input", { bubbles: true }));
  written.focus();
});

// On a phone the preview is a tab.
const tabs = [...document.querySelectorAll(".switch.only-narrow a")];
const open = (tab) => {
  document.querySelector(".editor").dataset.tab = tab.hash.slice(1);
  for (const each of tabs) each.toggleAttribute("aria-current", each === tab);
};
for (const tab of tabs) tab.addEventListener("click", (event) => { event.preventDefault(); open(tab); });
if (tabs.length) open(tabs[0]);
