// A second tap on "send" while the first is under way is dropped. The button is not disabled,
// because a disabled button's name and value would be missing from what is sent.
export function sendOnce(form) {
  let isSending = false;
  form.addEventListener("submit", (event) => {
    if (isSending) event.preventDefault();
    else if (!event.defaultPrevented) isSending = true;
  });
  window.addEventListener("pageshow", () => { isSending = false; });
}
