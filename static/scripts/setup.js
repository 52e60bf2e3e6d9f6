"use strict";

// The privileges table without asking the server for each toggle, with arrow keys, and a password made in place.

const matrix = document.querySelector("[data-matrix]");
if (matrix) {
  const rows = [...matrix.querySelectorAll("tr[data-project]")];
  const boxes = (row) => [...row.querySelectorAll("input[type=checkbox]")];
  const grid = rows.map(boxes);

  const show = (row) => {
    const ticks = boxes(row).map((box) => box.checked);
    const held = ticks.filter(Boolean).length;
    row.querySelector("[data-held]").textContent = matrix.dataset.count.replace("{n}", held);
    row.classList.toggle("dimmed", held > 0 && !ticks[0]);
  };
  const toggle = (some) => {
    const target = !some.every((box) => box.checked);
    for (const box of some) box.checked = target;
    rows.forEach(show);
    some[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  };

  matrix.addEventListener("change", (event) => {
    const row = event.target.closest("tr[data-project]");
    if (row) show(row);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toggle]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.toggle === "all") toggle(grid.flat());
    if (button.dataset.toggle === "row") toggle(boxes(button.closest("tr")));
    if (button.dataset.toggle === "column") {
      const privilege = button.value.split(":")[1];
      toggle(grid.flat().filter((box) => box.value === privilege));
    }
  });

  // Arrow keys walk the grid; Space ticks, as everywhere.
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  matrix.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const at = grid.findIndex((row) => row.includes(event.target));
    if (!step || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const isMirrored = getComputedStyle(matrix).direction === "rtl";
    const column = grid[at].indexOf(event.target) + (isMirrored ? -step[1] : step[1]);
    const next = grid[at + step[0]]?.[column];
    event.preventDefault();
    next?.focus();
    // A box under the head or the first column counts as seen, so the browser would leave it there.
    next?.closest("td").scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  // On narrow screens each project opens and closes.
  for (const row of rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toggle row-toggle";
    button.setAttribute("aria-label", row.querySelector(".matrix-name").textContent);
    button.append("▾");
    const turn = (isClosed) => {
      row.toggleAttribute("data-closed", isClosed);
      button.setAttribute("aria-expanded", String(!isClosed));
    };
    button.addEventListener("click", () => turn(!row.hasAttribute("data-closed")));
    row.querySelector(".matrix-name").addEventListener("click", () => turn(!row.hasAttribute("data-closed")));
    row.querySelector(".matrix-end").append(button);
    turn(true);
  }
}

// The explanation of a privilege, on focus or hover.
const tip = document.createElement("div");
tip.className = "tip";
tip.id = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
for (const link of document.querySelectorAll("[data-tip]")) {
  const text = link.title;
  link.removeAttribute("title");
  link.setAttribute("aria-describedby", "tip");
  const open = () => {
    tip.textContent = text;
    tip.hidden = false;
    const from = link.getBoundingClientRect();
    const left = Math.min(from.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
    tip.style.left = `${Math.max(12, left)}px`;
    const above = from.top - tip.offsetHeight - 8;
    tip.style.top = `${above < 60 ? from.bottom + 8 : above}px`;
  };
  const shut = () => {
    tip.hidden = true;
  };
  link.addEventListener("mouseenter", open);
  link.addEventListener("focus", open);
  link.addEventListener("mouseleave", shut);
  link.addEventListener("blur", shut);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tip.hidden = true;
});
addEventListener("scroll", () => { tip.hidden = true; }, { capture: true, passive: true });

// As the server's own: 24 of 57 characters that don't look alike.
const generate = document.querySelector("[data-generate]");
generate?.addEventListener("click", (event) => {
  event.preventDefault();
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  const fair = 256 - (256 % alphabet.length);
  let password = "";
  while (password.length < 24) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < fair) password += alphabet[byte % alphabet.length];
  }
  const form = generate.form;
  for (const name of ["new_password", "new_password_again"]) {
    const field = form.elements.namedItem(name);
    field.type = "text";
    field.value = password;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.elements.namedItem("new_password").select();
});
