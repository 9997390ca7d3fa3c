// Small help on top of a list that works without it: on a phone the further filters fold away while none is set.
const more = document.querySelector("details.more");
if (more.dataset.fold === "yes" && matchMedia("(max-width: 959px)").matches) more.open = false;

// The bar of what can be done comes up when a question is chosen.
const boxes = [...document.querySelectorAll("input[name=chosen]")];
const all = document.getElementById("choose-all");
const bar = document.querySelector(".choosing");
const count = () => {
  const chosen = boxes.filter((box) => box.checked).length;
  const words = document.getElementById("chosen");
  words.textContent = words.dataset.words.replace("#", chosen);
  bar.hidden = !chosen;
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && !all.checked;
};
if (bar) {
  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; count(); });
  for (const box of boxes) box.addEventListener("change", count);
  addEventListener("pageshow", count);
  count();
}
