"use strict";

// Every page: only niceties. All of it works without this file.

// A menu closes when something else is clicked or Escape is pressed.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest(".menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What is wrong with a form is read out first.
document.querySelector(".error-summary")?.focus();

// A choice by mouse or finger is meant at once; one that arrow keys pass by is meant by Enter.
for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  let isByKey = false;
  select.addEventListener("pointerdown", () => { isByKey = false; });
  select.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isByKey) {
      event.preventDefault();
      select.form.requestSubmit();
    }
    isByKey = event.key !== "Tab";
  });
  select.addEventListener("change", () => {
    if (!isByKey) select.form.requestSubmit();
  });
}
for (const button of document.querySelectorAll("[data-without-scripts]")) button.hidden = true;

// A form that comes back after signing in goes straight to its page.
const resumed = document.querySelector("[data-submit-at-once]");
resumed?.requestSubmit(resumed.querySelector("button"));

// A picture stands in the page once, so the link that keeps it takes it from there.
for (const link of document.querySelectorAll("[data-download]")) {
  link.href = link.closest("figure").querySelector("img").src;
  link.download = link.dataset.download;
  link.hidden = false;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  field.addEventListener("focus", () => field.select?.());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    button.querySelector("span").textContent = button.dataset.copied;
    button.setAttribute("data-is-copied", "");
  });
}
