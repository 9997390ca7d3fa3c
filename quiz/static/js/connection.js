// Says what a page that htmx keeps up to date cannot do now. That the sign-in has ended, the server says there itself.
const line = document.getElementById("saved");
document.addEventListener("htmx:error", (event) => {
  if (event.detail.error?.name !== "AbortError") line.textContent = line.dataset.offline;
});
document.addEventListener("htmx:after:request", (event) => {
  if (event.detail.ctx?.response?.raw?.ok) line.textContent = "";
});
