// Small help on top of an editor that works without it: a warning before what was typed is lost, keys for saving and
// for moving rows, the cursor on what went wrong.
const form = document.getElementById("edit");
let unsaved = form.dataset.unsaved === "yes";

document.getElementById("problems")?.focus();
addEventListener("input", (event) => { unsaved ||= event.target.form === form && event.target.name !== "answer"; });
form.addEventListener("click", (event) => { unsaved ||= event.target.name === "do"; });
form.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    form.requestSubmit();
  }
  const arrow = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const row = event.altKey && arrow && event.target.closest(".editrow");
  if (row) {
    event.preventDefault();
    document.getElementById(row.id.replace("row", arrow))?.click();
  }
});

// On a phone the preview is a tab.
const tabs = [...document.querySelectorAll(".switch.only-narrow a")];
const open = (tab) => {
  document.querySelector(".editor").dataset.tab = tab.hash.slice(1);
  for (const each of tabs) each.toggleAttribute("aria-current", each === tab);
};
for (const tab of tabs) tab.addEventListener("click", (event) => { event.preventDefault(); open(tab); });
open(tabs[0]);
