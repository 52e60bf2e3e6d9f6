"use strict";

// A click anywhere in a row opens it, unless it means something else.
for (const table of document.querySelectorAll("[data-rows]")) {
  table.dataset.clickable = "";
  table.tBodies[0].addEventListener("click", (event) => {
    if (event.target.closest("a, button, input, label") || getSelection().toString() !== "") return;
    const link = event.target.closest("tr")?.querySelector("th a");
    if (!link) return;
    if (event.ctrlKey || event.metaKey) window.open(link.href);
    else link.click();
  });
}

// The preview opens beside its row instead of on a page of its own.
const popover = document.getElementById("preview");
for (const link of document.querySelectorAll(".list-api-users td a")) {
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !popover?.showPopover) return;
    event.preventDefault();
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button-quiet popover-close";
    close.textContent = "✕";
    close.setAttribute("aria-label", popover.dataset.close);
    close.addEventListener("click", () => popover.hidePopover());
    try {
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const article = page.querySelector("article.preview");
      if (!article) {
        location.assign(link.href);
        return;
      }
      // The list has its own h1.
      const title = document.createElement("h2");
      title.append(...article.querySelector("h1").childNodes);
      article.querySelector("h1").replaceWith(title);
      popover.replaceChildren(close, article);
    } catch {
      popover.replaceChildren(close, document.createTextNode(popover.dataset.failed));
    }
    popover.showPopover();
    place(link);
    close.focus();
  });
}
popover?.addEventListener("toggle", (event) => {
  const isFree = document.activeElement === document.body || popover.contains(document.activeElement);
  if (event.newState === "closed" && isFree) document.querySelector("[data-preview-open]")?.focus({ preventScroll: true });
});
// It follows its row, and goes with it.
const follow = () => {
  const link = popover?.matches(":popover-open") && document.querySelector("[data-preview-open]");
  if (!link) return;
  const { top, bottom } = link.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) popover.hidePopover();
  else place(link);
};
addEventListener("scroll", follow, { passive: true });
addEventListener("resize", follow);

document.getElementById("marked")?.scrollIntoView({ block: "center" });

function place(link) {
  for (const other of document.querySelectorAll("[data-preview-open]")) delete other.dataset.previewOpen;
  link.dataset.previewOpen = "";
  const from = link.getBoundingClientRect();
  const room = document.documentElement;
  const left = Math.min(from.right + 8, room.clientWidth - popover.offsetWidth - 12);
  const top = Math.min(from.top, room.clientHeight - popover.offsetHeight - 12);
  popover.style.left = `${Math.max(12, left)}px`;
  popover.style.top = `${Math.max(12, top)}px`;
}
