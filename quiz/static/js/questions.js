// Small help on top of a list that works without it: on a phone the further filters fold away while none is set.
const more = document.querySelector("details.more");
if (more.dataset.fold === "yes" && matchMedia("(max-width: 959px)").matches) more.open = false;
