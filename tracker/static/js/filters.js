// A list follows its filter at once; typing in a search field still waits for the button.
export function submitFilters(form) {
  for (const select of form.querySelectorAll("select")) {
    select.addEventListener("change", () => form.requestSubmit());
  }
}
