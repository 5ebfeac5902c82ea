// Puts last month's text into the text area, below what has been written there already.
export function fillOnClick(button) {
  const area = document.getElementById(button.dataset.fillInto);
  const source = document.getElementById(button.dataset.fillFrom);
  if (!area || !source) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    area.value = [area.value.trim(), source.textContent.trim()].filter(Boolean).join("\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
}
