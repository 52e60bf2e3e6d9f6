"use strict";

// Timezones as a combobox (WAI-ARIA APG, list autocomplete): by city, country, zone or offset. What is typed and not
// chosen goes to the server as it is, which says so beside the field where it means nothing.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("_", " ");

const zonesOf = (datalist) => {
  const countries = new Intl.DisplayNames(document.documentElement.lang, { type: "region" });
  return [...datalist.options].map(({ value: name, label: offset, dataset }) => {
    const city = name.split("/").at(-1).replaceAll("_", " ");
    const country = dataset.country ? countries.of(dataset.country) : "";
    const hours = offset.replace(/([+-])0/, "$1").replace(":00", "");
    return { name, city, country, offset, text: plain([name, city, country, offset, hours, hours.replace("UTC", "GMT"), dataset.older ?? ""].join(" ")) };
  });
};

const matching = (zones, typed) => {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  // "+1" is not "+10".
  const tests = words.map((word) => new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + (/[+-]\d+$/.test(word) ? "(?![\\d:])" : "")));
  const rank = ({ city, country }) => (plain(city).startsWith(words.join(" ")) ? 0 : plain(country).startsWith(words.join(" ")) ? 1 : 2);
  return zones.filter(({ text }) => tests.every((test) => test.test(text))).sort((one, other) => rank(one) - rank(other));
};

for (const input of document.querySelectorAll("[data-zones]")) {
  const datalist = input.list;
  // Else the browser shows its own list too.
  input.removeAttribute("list");
  const list = document.createElement("ul");
  list.id = `${input.id}-options`;
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  const none = document.createElement("p");
  none.className = "options-none";
  none.setAttribute("role", "status");
  input.after(list, none);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  let zones;
  let found = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    none.textContent = "";
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const activate = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const open = (typed) => {
    zones ??= zonesOf(datalist);
    found = matching(zones, typed);
    list.replaceChildren(...found.map(({ name, city, country, offset }, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.dataset.zone = name;
      for (const [className, text] of [["option-main", country ? `${city}, ${country}` : city], ["option-note", `${name} · ${offset}`]]) {
        const part = document.createElement("span");
        part.className = className;
        part.textContent = text;
        option.append(part, " ");
      }
      return option;
    }));
    list.hidden = found.length === 0;
    none.textContent = found.length === 0 ? input.dataset.none : "";
    input.setAttribute("aria-expanded", String(!list.hidden));
    activate(found.findIndex(({ name }) => name === input.value));
  };
  const choose = (name) => {
    input.value = name;
    input.setAttribute("aria-invalid", "false");
    close();
    for (const type of ["input", "change"]) input.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: "chosen" }));
  };

  input.addEventListener("input", (event) => {
    if (event.detail === "chosen") return;
    open(input.value);
    if (input.value.trim() && found.length) activate(0);
  });
  input.addEventListener("click", () => {
    if (list.hidden) {
      input.select();
      open("");
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return open("");
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate((Math.max(active, step > 0 ? -1 : 0) + step + found.length) % found.length);
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      event.preventDefault();
      choose(found[active].name);
    } else if (event.key === "Escape" && (isOpen || none.textContent)) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-zone]");
    if (option) choose(option.dataset.zone);
  });
  input.addEventListener("blur", () => {
    // A city that stands for one zone alone is that zone.
    const typed = plain(input.value.trim());
    const meant = typed && !list.hidden ? zones.filter(({ name, city }) => plain(name) === typed || plain(city) === typed) : [];
    if (meant.length === 1 && meant[0].name !== input.value) choose(meant[0].name);
    else close();
  });
}
