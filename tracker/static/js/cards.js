// The cards of the month's reports: the fields that an answer asks for appear at once, from one copy on the page.
import { growWithText } from "./grow.js";
import { showOnlyWhen } from "./only-when.js";

const ASKING_FOR_WORDS = new Set(["progress", "done", "waiting", "cannot_do"]);
const ASKING_FOR_STEPS = new Set(["progress", "done"]);

export function answerOnCards(form) {
  const cards = [...form.querySelectorAll("[data-card]")];
  for (const card of cards) prepare(card);
  const tell = () => countAnswers(form, cards);
  form.addEventListener("change", tell);
  tell();
  // The cards are saved while they are written.
  form.querySelector(".t-action-bar button[value='draft']").hidden = true;
}

function prepare(card) {
  const more = card.querySelector("button[value^='open-']");
  more?.addEventListener("click", (event) => {
    event.preventDefault();
    addDetails(card);
    card.querySelector("[data-details] summary")?.focus();
  });
  card.addEventListener("change", (event) => {
    if (event.target.type === "radio" && event.target.name.endsWith("-answer")) follow(card, event.target.value);
    if (event.target.type === "checkbox") suggestPercent(card);
  });
  card.addEventListener("input", (event) => {
    if (event.target.name?.endsWith("-percent")) event.target.dataset.typed = "";
  });
  // As stored, or chosen before this script had come.
  const chosen = card.querySelector("input[name$='-answer']:checked");
  if (chosen) follow(card, chosen.value);
}

function follow(card, answer) {
  if (ASKING_FOR_WORDS.has(answer)) addDetails(card);
  const steps = card.querySelector("[data-steps]");
  if (steps && ASKING_FOR_STEPS.has(answer)) steps.closest("details").open = true;
}

function addDetails(card) {
  if (card.querySelector("[data-details]")) return;
  const copy = document.getElementById("details");
  const standIn = copy.content.querySelector("textarea").name.split("-")[0];
  const place = document.createElement("template");
  place.innerHTML = copy.innerHTML.replaceAll(standIn, `r${card.dataset.card}`);
  const percent = place.content.querySelector("input[name$='-percent']");
  percent.value = card.dataset.percent ?? "";
  const parts = [...place.content.querySelectorAll("[data-only-when]")];
  const areas = [...place.content.querySelectorAll("textarea")];
  card.querySelector("fieldset").after(place.content);
  parts.forEach(showOnlyWhen);
  areas.forEach(growWithText);
  card.querySelector("button[value^='open-']")?.remove();
}

// A finished step means that something was done; the percentage follows until somebody writes one.
function suggestPercent(card) {
  const boxes = [...card.querySelectorAll("[data-steps] input")];
  if (!card.querySelector("input[name$='-answer']:checked")) {
    card.querySelector("input[name$='-answer'][value='progress']").click();
  }
  const percent = card.querySelector("input[name$='-percent']");
  if (!percent || percent.dataset.typed !== undefined) return;
  const finished = boxes.filter((box) => box.checked).length;
  percent.value = Math.min(Math.floor((finished * 100) / boxes.length), 99);
}

function countAnswers(form, cards) {
  const button = form.querySelector(".t-action-bar button[value='send'] span");
  button.dataset.words ??= button.textContent;
  const answered = cards.filter((card) => card.querySelector("input[name$='-answer']:checked")).length;
  button.textContent = answered ? `${button.dataset.words} (${answered})` : button.dataset.words;
}
