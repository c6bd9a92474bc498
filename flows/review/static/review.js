"use strict";
// What is typed is sent to be checked against the form's equations, and saved when asked for. Nothing is told but to the
// program itself.
const form = document.querySelector("form");
const fields = () => [...form.querySelectorAll("input[data-code]")];
const told = document.getElementById("told");

function values(withBlanks) {
  const given = fields().filter((one) => withBlanks || one.value.trim() !== "");
  return Object.fromEntries(given.map((one) => [one.dataset.code, one.value]));
}

let checking = new AbortController();

async function send(path, body, signal) {
  const answer = await fetch(path, {
    method: "POST",
    signal,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key: form.dataset.key, ...body }),
  });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error);
  return data;
}

// A check that is under way is of no use once more is typed, or all is saved.
async function check() {
  checking.abort();
  checking = new AbortController();
  const data = await send("/check", { values: values(false) }, checking.signal);
  for (const one of fields()) one.classList.toggle("text", data.cells[one.dataset.code]?.state === "text");
  const list = document.getElementById("checks");
  list.replaceChildren(
    ...data.checks.map((one) => {
      const line = document.createElement("li");
      line.className = one.holds ? "holds" : "fails";
      line.title = one.equation;
      line.textContent = `${one.where}: ${one.left} / ${one.right} (${one.about})`;
      return line;
    }),
  );
}

async function save(body) {
  told.textContent = "";
  checking.abort();
  try {
    const data = await send("/answer", { note: form.elements.note.value, ...body });
    location.assign(data.next);
  } catch (error) {
    told.textContent = error.message;
  }
}

// The frame is filled once it has its size: a place that was scrolled to in a narrower one would be out of sight.
for (const frame of document.querySelectorAll("iframe[data-src]")) frame.src = frame.dataset.src;

if (form) {
  form.addEventListener("input", () =>
    check().catch((error) => {
      if (error.name !== "AbortError") told.textContent = error.message;
    }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save({ values: values(form.elements.blanks?.checked) });
  });
  for (const button of form.querySelectorAll("button[data-answer]")) {
    button.addEventListener("click", () => save({ answer: button.dataset.answer }));
  }
  for (const button of form.querySelectorAll("button[data-title]")) {
    button.addEventListener("click", () => (fields()[0].value = button.dataset.title));
  }
  fields()[0]?.focus();
}
