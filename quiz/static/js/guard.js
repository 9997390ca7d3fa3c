// A warning before what was changed in a long form is lost by leaving the page or by another button on it.
const guarded = "form[data-guard]";
let unsaved = document.querySelector(guarded)?.dataset.guard === "unsaved";
addEventListener("input", (event) => { unsaved ||= Boolean(event.target.form?.matches(guarded)); });
addEventListener("submit", (event) => { if (event.target.matches(guarded)) unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
