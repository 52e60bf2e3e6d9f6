"use strict";

// The meter beside a new password; the server measures, so that the rule stands in one place.
for (const password of document.querySelectorAll("[data-strength]")) {
  const username = password.form.elements.namedItem("username");
  const meter = document.createElement("div");
  meter.className = "meter";
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
  const show = (score, word) => {
    meter.dataset.score = score;
    text.textContent = word;
    if (score >= 3) takeBackError(password);
  };
  const measure = async () => {
    asked += 1;
    const mine = asked;
    if (password.value === "") return show(0, "");
    const body = new URLSearchParams({ password: password.value, username: username?.value ?? "" });
    try {
      const answer = await fetch(password.dataset.strength, { method: "POST", body });
      if (!answer.ok || mine !== asked) return;
      const { score, text: word } = await answer.json();
      show(score, word);
    } catch {
      show(0, "");
    }
  };
  password.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(measure, 300);
  });
}

// What was wrong with a field is no longer said once something better stands in it.
function takeBackError(field) {
  document.getElementById(`${field.id}-error`)?.remove();
  field.removeAttribute("aria-invalid");
  field.closest(".field")?.classList.remove("field-invalid");
  const summary = document.querySelector(".error-summary");
  summary?.querySelector(`a[href="#${field.id}"]`)?.closest("li").remove();
  if (summary && !summary.querySelector("li")) summary.remove();
}

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
    takeBackError(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.querySelector("[data-generated]").hidden = false;
  form.elements.namedItem("new_password").select();
});
