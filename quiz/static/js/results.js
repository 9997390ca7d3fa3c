// Small help on top of pages that work without it: copying a reminder, sorting at once, the print dialogue.
const toast = document.querySelector(".toast");
let leaving = 0;

const say = (text) => {
  toast.textContent = text;
  clearTimeout(leaving);
  leaving = setTimeout(() => { toast.textContent = ""; }, 4000);
};

// Without HTTPS there is no clipboard API; the old command copies what is selected, and what is selected is seen.
const copy = async (reminder, area) => {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    reminder.open = true;
    area.select();
    const copied = document.execCommand("copy");
    reminder.open = !copied;
    return copied;
  }
};

for (const reminder of document.querySelectorAll(".reminder")) {
  const button = reminder.querySelector("summary");
  button.addEventListener("click", async (event) => {
    if (reminder.open) return;
    event.preventDefault();
    if (await copy(reminder, reminder.querySelector("textarea"))) {
      say(reminder.dataset.copied);
      button.focus();
    }
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
