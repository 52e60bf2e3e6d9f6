"use strict";

// Shows the card while its design is changed; without scripts the button Preview does.
const form = document.getElementById("design");
const images = document.querySelectorAll("img[data-side]");
if (form && images.length > 0) {
  let waiting;
  const show = () => {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("author");
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
}
