// Every page works without these; they only make it quicker or safer.

import { keepCards } from "./autosave.js";
import { answerOnCards } from "./cards.js";
import { keepChanges } from "./changes.js";
import { copyOnClick } from "./copy.js";
import { submitFilters } from "./filters.js";
import { followMaking } from "./follow.js";
import { growWithText } from "./grow.js";
import { closeMenus } from "./menus.js";
import { sendOnce } from "./once.js";
import { showOnlyWhen } from "./only-when.js";
import { stayInPlace } from "./stay.js";

for (const form of document.querySelectorAll("form[data-reports]")) {
  answerOnCards(form);
  keepCards(form);
}
for (const form of document.querySelectorAll("form[data-once]")) sendOnce(form);
for (const form of document.querySelectorAll("form[data-guard]")) keepChanges(form);
for (const form of document.querySelectorAll("form[data-stay]")) stayInPlace(form);
for (const form of document.querySelectorAll("form[data-auto-submit]")) submitFilters(form);
for (const area of document.querySelectorAll("textarea[data-grow]")) growWithText(area);
for (const button of document.querySelectorAll("button[data-copy]")) copyOnClick(button);
for (const part of document.querySelectorAll("[data-only-when]")) showOnlyWhen(part);
for (const part of document.querySelectorAll("[data-follow]")) followMaking(part);
closeMenus(document.querySelectorAll("details[data-menu]"));
