// Copies the text of the element with the given id, for pasting into a chat; says so on the button.
export function copyOnClick(button) {
  if (!navigator.clipboard) return;
  const words = button.querySelector("span");
  const before = words.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 2500);
  });
}
