// Small help on top of pages that work without it: saving on choice, the answer sheet, the state of saving.
const form = document.querySelector("form[data-autosave]");
if (form) {
  document.addEventListener("visibilitychange", () => document.hidden || null);
  const saved = document.getElementById("saved");
  const say = (text) => { if (saved) saved.textContent = text; };
  let pending = null;
  let sequence = Number(form.dataset.sequence) || 0;

  const send = async () => {
    if (!pending) return;
    const data = pending;
    try {
      const response = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, redirect: "manual" });
      if (response.headers.get("HX-Redirect")) { location.href = response.headers.get("HX-Redirect"); return; }
      if (response.type === "opaqueredirect") { form.requestSubmit(); return; }
      if (!response.ok) throw new Error(String(response.status));
      if (pending === data) pending = null;
      saved.outerHTML = await response.text();
      form.closest("body").dataset.unsaved = "";
    } catch {
      say(form.dataset.offline);
      setTimeout(send, 3000);
    }
  };
  let typing = 0;
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea, input:not([type=radio]):not([type=checkbox])")) return;
    clearTimeout(typing);
    typing = setTimeout(keep, 2000);
  });
  form.addEventListener("change", () => { clearTimeout(typing); keep(); });
  const keep = () => {
    sequence = Math.max(sequence + 1, Date.now());
    form.elements.sequence.value = sequence;
    pending = new FormData(form);
    send();
  };
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (pending) event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])")) return;
    const option = form.querySelectorAll("input[name=answer]")[Number(event.key) - 1];
    if (option) option.click();
    const link = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
    if (link) form.querySelector(`[data-go=${link}]`)?.click();
  });
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    await navigator.clipboard?.writeText(text.value);
    button.textContent = button.dataset.done;
  });
}
