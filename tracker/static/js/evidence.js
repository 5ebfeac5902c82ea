// A photograph is sent as soon as it is chosen, and shown in its card. Without this the card has a link to the page.

const parts = document.getElementById("evidence-parts");
const MEGABYTE = 1024 * 1024;

export function attachEvidence(card) {
  if (!parts || card.querySelector(".t-attach")) return;
  card.append(parts.content.cloneNode(true));
  card.lastElementChild.before(card.querySelector(":scope > a"));
  const input = card.querySelector(".t-attach__input");
  const again = card.querySelector(".t-attach__state button");
  let waiting = [];
  let isSending = false;

  async function sendWaiting() {
    if (isSending) return;
    isSending = true;
    again.hidden = true;
    tell(card, "", "");
    while (waiting.length) {
      const outcome = await sendOne(card, waiting[0]);
      if (outcome === "kept") break;
      waiting.shift();
      if (outcome === "refused") break;
    }
    again.hidden = !waiting.length;
    isSending = false;
  }

  // The card stands in a form that keeps what is typed: this field is none of its business.
  for (const kind of ["input", "change"]) input.addEventListener(kind, (event) => event.stopPropagation());
  input.addEventListener("change", () => {
    waiting = [...waiting, ...input.files];
    input.value = "";
    sendWaiting();
  });
  again.addEventListener("click", sendWaiting);
}

async function sendOne(card, file) {
  const words = parts.dataset;
  const most = Number(words.mostBytes);
  if (file.size > most) {
    tell(card, "", filled(words.tooLarge, { name: file.name, most: Math.floor(most / MEGABYTE) }));
    return "refused";
  }
  const bar = card.querySelector("progress");
  bar.hidden = false;
  const answer = await post(card.dataset.evidence, file, (percent) => {
    bar.value = percent;
    tell(card, filled(words.sending, { name: file.name, percent }), "");
  });
  bar.hidden = true;
  if (!answer) {
    tell(card, "", filled(words.broken, { name: file.name }));
    return "kept";
  }
  if (!answer.html) {
    tell(card, "", answer.error || filled(words.failed, { name: file.name }));
    return "refused";
  }
  show(card, answer);
  return "attached";
}

// The answer, {} for one that is none of ours, null when the connection broke.
function post(url, file, onPercent) {
  const body = new FormData();
  body.append("csrf_token", document.querySelector('input[name="csrf_token"]').value);
  body.append("file", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onPercent(Math.round((event.loaded / event.total) * 100));
    });
    request.addEventListener("load", () => resolve(request.response || {}));
    request.addEventListener("error", () => resolve(null));
    request.send(body);
  });
}

function show(card, answer) {
  let list = card.querySelector(".t-files");
  if (!list) {
    list = document.createElement("ul");
    list.className = "t-files";
    list.setAttribute("aria-label", parts.dataset.list);
    card.prepend(list);
  }
  list.insertAdjacentHTML("beforeend", answer.html);
  tell(card, answer.said, "");
  card.closest("article")?.querySelector("[data-without-evidence]")?.remove();
}

function tell(card, said, wrong) {
  card.querySelector("[role=status]").textContent = said;
  card.querySelector("[role=alert]").textContent = wrong;
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

for (const card of document.querySelectorAll("[data-evidence]")) attachEvidence(card);
