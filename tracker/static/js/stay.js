// After a form was sent the page stands where it stood, and the keyboard where it was: nothing jumps under the eyes.
// Without it the answer leads to the line that was ticked.
export function stayInPlace(form) {
  const key = `place:${location.pathname}`;
  const typed = form.querySelector("input[type='text']");
  form.addEventListener("submit", () => {
    const line = typed.value ? null : form.querySelector("input[type='checkbox']:checked")?.value;
    sessionStorage.setItem(key, JSON.stringify({ top: scrollY, line }));
    const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "stays" });
    form.append(mark);
  });
  const kept = JSON.parse(sessionStorage.getItem(key));
  sessionStorage.removeItem(key);
  // What was refused is told at the top of the page.
  if (!kept || document.querySelector(".t-error-list")) return;
  scrollTo({ top: kept.top, behavior: "instant" });
  const at = kept.line ? form.querySelector(`input[type='checkbox'][value='${kept.line}']`) : typed;
  at?.focus({ preventScroll: true });
}
