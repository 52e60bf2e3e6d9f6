"use strict";

// Shows the card while its design is changed; without scripts the button Preview does.
const form = document.getElementById("design");
const images = document.querySelectorAll("img[data-side]");
if (form && images.length > 0) {
  let waiting;
  const show = () => {
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const fields = new URLSearchParams(texts);
    for (const name of ["author", "version", "served", "served.logo"]) fields.delete(name);
    const lies = ["header", "column"].includes(fields.get("layout"));
    document.querySelector("[data-back]").hidden = !fields.has("has_back");
    for (const image of images) {
      fields.set("side", image.dataset.side);
      const next = new Image();
      next.addEventListener("load", () => {
        image.width = lies ? 506 : 319;
        image.height = lies ? 319 : 506;
        image.src = next.src;
      });
      next.src = `${form.dataset.preview}?${fields}`;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });

  // A logo is sent as soon as it is chosen, as Preview would, so that it is seen before it is saved. Where that fails, the
  // file goes with the form.
  const send = async () => {
    const data = new FormData(form);
    data.set("intent", "preview");
    const answer = await fetch(form.action, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const field = page.querySelector("[data-logo]");
    if (!field) return;
    const old = form.querySelector("[data-logo]");
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(field);
    if (hadFocus) field.querySelector("input[type=file]").focus();
    form.dispatchEvent(new Event("input"));
  };
  form.addEventListener("change", ({ target }) => {
    if (target.type === "file" && target.files.length > 0) send().catch(() => {});
  });
}
