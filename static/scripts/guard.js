"use strict";

// Warns before unsaved changes are left. Answers that show a form again say whether it is unsaved from the start.
for (const form of document.querySelectorAll("form[data-guard]")) {
  const sign = document.querySelector("[data-unsaved]");
  const snapshot = () => {
    const data = new FormData(form);
    for (const name of ["projects", "projects_scope", "everywhere", "toggled"]) data.delete(name);
    return new URLSearchParams(data).toString();
  };
  const saved = snapshot();
  let isLeaving = false;
  const isUnsaved = () => "unsavedFromStart" in form.dataset || snapshot() !== saved;
  const show = () => {
    if (sign) sign.hidden = !isUnsaved();
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("submit", () => {
    isLeaving = true;
  });
  window.addEventListener("pageshow", () => {
    isLeaving = false;
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && isUnsaved()) event.preventDefault();
  });
}
