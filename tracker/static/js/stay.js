// After a form was sent the page stands where it stood, and the keyboard where it was: nothing jumps under the eyes.
export function stayInPlace(form) {
  const key = `place:${location.pathname}`;
  const typed = form.querySelector("input[type='text']");
  form.addEventListener("submit", () => {
    sessionStorage.setItem(key, JSON.stringify({ top: scrollY, isTyped: typed.value !== "" }));
  });
  const kept = JSON.parse(sessionStorage.getItem(key));
  sessionStorage.removeItem(key);
  // What was refused is told at the top of the page.
  if (!kept || !location.search || document.querySelector(".t-error-list")) return;
  const come = () => {
    scrollTo({ top: kept.top, behavior: "instant" });
    const line = document.getElementById(location.hash.slice(1));
    const at = kept.isTyped ? typed : line?.querySelector("input");
    at?.focus({ preventScroll: true });
  };
  if (document.readyState === "complete") come();
  else window.addEventListener("load", come);
}
