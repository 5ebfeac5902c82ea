// Something that is being made is looked at again every two seconds, until the page says that it is there.
const PAUSE = 2000;

export function followMaking(part) {
  const id = part.dataset.follow;
  const lookAgain = async () => {
    if (document.hidden) return setTimeout(lookAgain, PAUSE);
    const answer = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return setTimeout(lookAgain, PAUSE);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    if (!fresh) return undefined;
    document.getElementById(id).replaceWith(fresh);
    return fresh.querySelector("[data-follow]") ? setTimeout(lookAgain, PAUSE) : undefined;
  };
  setTimeout(lookAgain, PAUSE);
}
