"use strict";

// The privileges table without asking the server for each toggle, with arrow keys, and with what a save would change.

const matrix = document.querySelector("[data-matrix]");
if (matrix) {
  const rows = [...matrix.querySelectorAll("tr[data-project]")].map((element) => ({
    element,
    boxes: [...element.querySelectorAll("input[type=checkbox]")],
    baseline: Number(element.querySelector("[name^='baseline.']").value),
    held: element.querySelector("[data-held]"),
    toggle: element.querySelector("[data-toggle]"),
    note: document.createElement("span"),
    // The privileges beside which Access Producer was ticked along with another.
    withoutAccess: null,
  }));
  for (const row of rows) {
    row.note.className = "matrix-note";
    row.note.setAttribute("role", "status");
    row.element.querySelector(".matrix-project").append(row.note);
  }
  for (const toggle of matrix.querySelectorAll("[data-toggle]")) toggle.title = toggle.ariaLabel;
  const columnToggles = [...matrix.querySelectorAll("[data-toggle=column]")];
  const allToggle = document.querySelector("[data-toggle=all]");

  const bitsOf = ({ boxes }) => boxes.reduce((bits, box, at) => bits | (box.checked ? 1 << at : 0), 0);
  const setBits = ({ boxes }, bits) => boxes.forEach((box, at) => { box.checked = Boolean(bits & (1 << at)); });
  const count = (bits) => bits.toString(2).replaceAll("0", "").length;
  const ALL = (1 << 10) - 1;
  const ACCESS = 1;

  // Without Access Producer the others have no effect: it is ticked along with the first of them, and goes with the last.
  const withAccess = (row, before) => {
    const bits = bitsOf(row);
    const isAdded = bits & ~before & ~ACCESS;
    if (isAdded && !(bits & ACCESS) && !(before & ACCESS)) {
      row.withoutAccess = before;
      setBits(row, bits | ACCESS);
    } else if (!(bits & ACCESS)) {
      row.withoutAccess = null;
    } else if (row.withoutAccess !== null && before !== bits && (bits & ~ACCESS & ~row.withoutAccess) === 0) {
      row.withoutAccess = null;
      setBits(row, bits & ~ACCESS);
    }
  };

  const pressed = (ticked, reached) => (ticked === 0 ? "false" : ticked === reached ? "true" : "mixed");
  const show = () => {
    const bits = rows.map(bitsOf);
    rows.forEach((row, at) => {
      const held = count(bits[at]);
      row.last = bits[at];
      row.held.textContent = matrix.dataset.count.replace("{n}", held);
      row.element.classList.toggle("dimmed", held > 0 && !(bits[at] & ACCESS));
      const note = row.withoutAccess !== null ? matrix.dataset.accessAdded : "";
      if (row.note.textContent !== note) row.note.textContent = note;
      row.toggle.setAttribute("aria-pressed", pressed(held, row.boxes.length));
    });
    columnToggles.forEach((toggle, column) => {
      const ticked = bits.filter((set) => set & (1 << column)).length;
      toggle.setAttribute("aria-pressed", pressed(ticked, rows.length));
    });
    allToggle?.setAttribute("aria-pressed", pressed(bits.reduce((sum, set) => sum + count(set), 0), rows.length * 10));
    showPending(bits);
  };

  // "12 changes in 9 projects", with those of other pages.
  const pending = document.querySelector("[data-pending]");
  const plurals = new Intl.PluralRules(document.documentElement.lang);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const worded = (what, n) => {
    const pattern = pending.dataset[`${what}${plurals.select(n) === "one" ? "One" : "Other"}`];
    return pattern.replace("{n}", numbers.format(n));
  };
  const showPending = (bits) => {
    if (!pending) return;
    let [changes, projects] = pending.dataset.elsewhere.split(" ").map(Number);
    rows.forEach((row, at) => {
      const changed = count(bits[at] ^ row.baseline);
      changes += changed;
      projects += changed > 0 ? 1 : 0;
    });
    pending.textContent = projects === 0 ? "" : pending.dataset.pattern.replace("{changes}", worded("changes", changes)).replace("{projects}", worded("projects", projects));
  };

  // The last toggle: the first press ticks all (or clears all, where all is ticked), the second gives what stood before;
  // where that was mixed, the third clears all.
  let last;
  const press = (button, reached) => {
    const now = rows.map(bitsOf);
    const stands = last?.button === button && last.left.every((bits, at) => bits === now[at]);
    if (!stands) last = { button, times: 0, before: now, withoutAccess: rows.map((row) => row.withoutAccess) };
    last.times += 1;
    const ticked = last.before.reduce((sum, bits, at) => sum + count(bits & reached(at)), 0);
    const most = rows.reduce((sum, _, at) => sum + count(reached(at)), 0);
    const isBack = last.times % 2 === 0;
    const isClear = ticked === most || (ticked > 0 && last.times % 4 === 3);
    rows.forEach((row, at) => {
      const before = last.before[at];
      if (isBack) {
        row.withoutAccess = last.withoutAccess[at];
        setBits(row, before);
      } else {
        setBits(row, isClear ? before & ~reached(at) : before | reached(at));
        withAccess(row, before);
      }
    });
    last.left = rows.map(bitsOf);
    show();
    rows[0]?.boxes[0].dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "toggled" }));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toggle]");
    if (!button) return;
    event.preventDefault();
    const own = rows.findIndex((row) => row.toggle === button);
    const column = columnToggles.indexOf(button);
    if (button === allToggle) press(button, () => ALL);
    else if (own >= 0) press(button, (at) => (at === own ? ALL : 0));
    else press(button, () => 1 << column);
  });
  matrix.addEventListener("change", (event) => {
    const row = rows.find(({ element }) => element.contains(event.target));
    if (!row || event.detail === "toggled") return;
    withAccess(row, row.last);
    show();
  });
  show();

  // One tab stop; arrow keys walk (WAI-ARIA APG, grid). As cards the boxes are a list like any other.
  const links = [...matrix.querySelectorAll("thead [data-tip]")];
  const grid = [links, columnToggles, ...rows.map(({ boxes, toggle }) => [...boxes, toggle])];
  const isTable = matchMedia("(min-width: 640px)");
  let stop = rows[0]?.boxes[0];
  const rove = () => {
    for (const cell of grid.flat()) cell.tabIndex = !isTable.matches || cell === stop ? 0 : -1;
    if (isTable.matches) matrix.setAttribute("role", "grid");
    else matrix.removeAttribute("role");
  };
  isTable.addEventListener("change", rove);
  rove();
  matrix.addEventListener("focusin", (event) => {
    if (!grid.some((line) => line.includes(event.target))) return;
    stop = event.target;
    rove();
  });
  matrix.addEventListener("keydown", (event) => {
    const line = grid.findIndex((cells) => cells.includes(event.target));
    if (line < 0 || !isTable.matches || event.altKey || event.metaKey) return;
    const at = grid[line].indexOf(event.target);
    const forward = getComputedStyle(matrix).direction === "rtl" ? -1 : 1;
    const end = (cells) => cells.length - 1;
    const to = {
      ArrowUp: [line - 1, at],
      ArrowDown: [line + 1, at],
      ArrowLeft: [line, at - forward],
      ArrowRight: [line, at + forward],
      Home: [event.ctrlKey ? 2 : line, 0],
      End: [event.ctrlKey ? end(grid) : line, event.ctrlKey ? end(grid[end(grid)]) : end(grid[line])],
      PageUp: [line < 2 ? line : Math.max(2, line - 10), at],
      PageDown: [Math.min(end(grid), line + 10), at],
    }[event.key];
    if (!to || (event.ctrlKey && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    const cells = grid[to[0]];
    cells?.[Math.min(to[1], end(cells))]?.focus();
  });

  // On narrow screens each project is a card that opens and closes, and the head of the table is another.
  // A link may lead to a box, whose card is open then.
  const aim = document.getElementById(location.hash.slice(1));
  for (const element of [matrix.tHead, ...rows.map((row) => row.element)]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "row-toggle";
    button.setAttribute("aria-label", (element.querySelector(".matrix-name") ?? element.querySelector(".matrix-project")).textContent.trim());
    const turn = (isClosed) => {
      element.toggleAttribute("data-closed", isClosed);
      button.setAttribute("aria-expanded", String(!isClosed));
    };
    button.addEventListener("click", () => turn(!element.hasAttribute("data-closed")));
    element.querySelector(".matrix-project").append(button);
    turn(!element.contains(aim));
  }
  if (matrix.contains(aim)) addEventListener("load", () => aim.scrollIntoView({ block: "center" }));
}

// Enter in the filter looks for projects and saves nothing.
document.getElementById("projects")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  document.querySelector("[data-filter]").click();
});
