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

for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
for (const button of document.querySelectorAll("[data-without-scripts]")) button.hidden = true;

// A form that comes back after signing in goes straight to its page.
const resumed = document.querySelector("[data-submit-at-once]");
resumed?.requestSubmit(resumed.querySelector("button"));

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}

// A search over the long list of timezones.
for (const select of document.querySelectorAll("select[data-zones]:enabled")) {
  const search = document.createElement("input");
  search.type = "search";
  search.className = "zone-search";
  search.placeholder = select.dataset.zonesLabel;
  search.setAttribute("aria-label", select.dataset.zonesLabel);
  search.autocomplete = "off";
  const none = document.createElement("p");
  none.className = "field-hint";
  none.setAttribute("role", "status");
  const groups = [...select.children].map((group) => ({ group, options: [...(group.children.length ? group.children : [group])] }));
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    const wanted = search.value.trim().toLowerCase().replaceAll("_", " ");
    let found = [];
    for (const { group, options } of groups) {
      const kept = options.filter((option) => {
        const text = `${option.value.replaceAll("_", " ")} ${option.textContent}`.toLowerCase();
        return text.includes(wanted);
      });
      found = found.concat(kept);
      for (const option of options) option.hidden = !kept.includes(option) && !option.selected;
      if (group.tagName === "OPTGROUP") group.hidden = kept.length === 0 && !options.some((option) => option.selected);
    }
    none.textContent = found.length === 0 ? select.dataset.zonesNone : "";
  });
  // Enter takes the first that is found.
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const wanted = search.value.trim().toLowerCase();
    const first = wanted && groups.flatMap(({ options }) => options).find((option) => !option.hidden && !option.selected);
    if (first) {
      select.value = first.value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      select.focus();
    }
  });
  select.before(search);
  search.after(none);
}

// The meter beside a new password; the server measures, so that the rule stands in one place.
for (const password of document.querySelectorAll("[data-strength]")) {
  const username = password.form.elements.namedItem("username");
  const meter = document.createElement("div");
  meter.className = "meter";
  meter.hidden = true;
  const track = document.createElement("div");
  track.className = "meter-track";
  track.setAttribute("aria-hidden", "true");
  for (let step = 0; step < 4; step += 1) track.append(document.createElement("i"));
  const text = document.createElement("p");
  text.className = "meter-text";
  text.setAttribute("role", "status");
  meter.append(track, text);
  password.after(meter);
  let timer;
  let asked = 0;
  const measure = async () => {
    asked += 1;
    const mine = asked;
    if (password.value === "") {
      meter.hidden = true;
      return;
    }
    const body = new URLSearchParams({ password: password.value, username: username?.value ?? "" });
    try {
      const answer = await fetch(password.dataset.strength, { method: "POST", body });
      if (!answer.ok || mine !== asked) return;
      const { score, text: word } = await answer.json();
      meter.dataset.score = score;
      text.textContent = word;
      meter.hidden = false;
    } catch {
      meter.hidden = true;
    }
  };
  password.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(measure, 300);
  });
}
