"use strict";

// The explanation of a privilege, on focus or hover.
const tip = document.createElement("div");
tip.className = "tip";
tip.id = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
let told;
const place = () => {
  const from = told.getBoundingClientRect();
  const left = Math.min(from.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
  tip.style.left = `${Math.max(12, left)}px`;
  const above = from.top - tip.offsetHeight - 8;
  tip.style.top = `${above < 60 ? from.bottom + 8 : above}px`;
};
// It stays while the pointer is on its way to it, and on it (WCAG 2.2, 1.4.13).
const leave = () => {
  setTimeout(() => {
    tip.hidden ||= told !== document.activeElement && !told.matches(":hover") && !tip.matches(":hover");
  }, 300);
};
tip.addEventListener("mouseleave", leave);
for (const link of document.querySelectorAll("[data-tip]")) {
  const text = link.title;
  link.removeAttribute("title");
  link.setAttribute("aria-describedby", "tip");
  const open = () => {
    told = link;
    tip.textContent = text;
    tip.hidden = false;
    place();
  };
  link.addEventListener("mouseenter", open);
  link.addEventListener("focus", open);
  link.addEventListener("mouseleave", leave);
  link.addEventListener("blur", leave);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tip.hidden = true;
});
addEventListener("scroll", () => { if (!tip.hidden) place(); }, { capture: true, passive: true });

// What is to be read once stands open until it was.
for (const details of document.querySelectorAll("[data-open-once]")) {
  const key = `read:${details.dataset.openOnce}`;
  try {
    details.open = localStorage.getItem(key) === null;
    localStorage.setItem(key, "");
  } catch {
    // Some browsers keep nothing for anybody.
  }
}

// A link to a section opens what is shut there.
const openTarget = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const details = target && target.closest("section")?.querySelector("details.disclosure:not([data-open-once])");
  if (details) details.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();

// The head of the table stays under the toolbar, however many lines that takes.
const toolbar = document.querySelector(".toolbar-sticky");
if (toolbar) {
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--toolbar", `${toolbar.offsetHeight}px`);
  }).observe(toolbar);
}
