// Small help on top of pages that work without it: copying a reminder, sorting at once, the print dialogue.
const toast = document.querySelector(".toast");
let leaving = 0;

const say = (text) => {
  toast.textContent = text;
  clearTimeout(leaving);
  leaving = setTimeout(() => { toast.textContent = ""; }, 4000);
};

// Without HTTPS there is no clipboard API; the old command still copies what is selected.
const copy = async (area) => {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    area.select();
    return document.execCommand("copy");
  }
};

for (const reminder of document.querySelectorAll(".reminder")) {
  reminder.querySelector("summary").addEventListener("click", async (event) => {
    if (reminder.open) return;
    event.preventDefault();
    const area = reminder.querySelector("textarea");
    reminder.open = true;
    const copied = await copy(area);
    if (copied) say(reminder.dataset.copied);
    else area.select();
  });
}

for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
