// How many questions are ticked, in each section and in all, while they are being ticked.
const form = document.getElementById("choose");
const say = (place, ticked) => { if (place) place.textContent = place.dataset.words.replace("%n", ticked); };
const count = (within) => within.querySelectorAll("input[name=question]:checked").length;
form?.addEventListener("change", (event) => {
  const section = event.target.closest("details");
  say(section?.querySelector("summary [data-words]"), count(section));
  say(document.getElementById("chosen"), count(form));
});
