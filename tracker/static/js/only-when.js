// Shows a part of the form only while a field has one of certain values.
export function showOnlyWhen(part) {
  const form = part.closest("form");
  const values = part.dataset.values.split(" ");
  const look = () => { part.hidden = !values.includes(new FormData(form).get(part.dataset.onlyWhen)); };
  form.addEventListener("change", look);
  look();
}
