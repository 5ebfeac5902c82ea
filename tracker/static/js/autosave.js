// Keeps each card on the server while it is written, and says so; what could not be kept stays in the page.
const PAUSE = 1200;
const TRY_AGAIN = [3000, 6000, 12000, 30000];

export function keepCards(form) {
  const keepers = [...form.querySelectorAll("[data-card]")].map((card) => new Keeper(form, card));
  const isUnsaved = () => keepers.some((keeper) => keeper.isDirty);
  let isLeaving = false;
  window.addEventListener("beforeunload", (event) => { if (isUnsaved() && !isLeaving) event.preventDefault(); });
  window.addEventListener("online", () => { for (const keeper of keepers) if (keeper.isDirty) keeper.save(); });
  // Sending waits for a save that is under way: two saves of one version would look like two people.
  form.addEventListener("submit", async (event) => {
    isLeaving = true;
    const underWay = keepers.filter((keeper) => keeper.pending);
    for (const keeper of keepers) keeper.stop();
    if (!underWay.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.allSettled(underWay.map((keeper) => keeper.pending));
    form.requestSubmit(event.submitter);
  }, { capture: true });
  window.addEventListener("pageshow", () => { isLeaving = false; for (const keeper of keepers) keeper.isStopped = false; });
}

class Keeper {
  constructor(form, card) {
    this.form = form;
    this.card = card;
    this.status = card.querySelector("[data-save]");
    this.version = card.querySelector("input[name$='-version']");
    this.isDirty = false;
    this.isStopped = false;
    this.isInConflict = false;
    this.failures = 0;
    this.pending = null;
    for (const happening of ["input", "change"]) {
      card.addEventListener(happening, (event) => { if (event.target.name) this.changed(); });
    }
    if (hasChanged(card)) this.changed();
  }

  changed() {
    this.isDirty = true;
    if (this.isInConflict) return;
    this.wait(PAUSE);
  }

  wait(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  stop() {
    clearTimeout(this.timer);
    this.isStopped = true;
  }

  save() {
    clearTimeout(this.timer);
    if (this.isStopped || this.isInConflict) return;
    if (this.pending) { this.wait(PAUSE); return; }
    this.isDirty = false;
    this.say(this.form.dataset.saving);
    this.pending = this.post().finally(() => { this.pending = null; });
  }

  async post() {
    let answer;
    try {
      answer = await fetch(this.card.dataset.draft, {
        method: "POST", body: this.fields(), headers: { Accept: "application/json" }, redirect: "error",
      });
    } catch {
      this.isDirty = true;
      this.say(this.form.dataset.lost, true);
      this.wait(TRY_AGAIN[Math.min(this.failures++, TRY_AGAIN.length - 1)]);
      return;
    }
    this.failures = 0;
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) this.saved(said);
    else this.refused(answer.status, said);
  }

  fields() {
    const data = new FormData();
    data.set("csrf_token", this.form.elements.csrf_token.value);
    for (const field of this.card.querySelectorAll("input[name], textarea[name]")) {
      if ((field.type === "radio" || field.type === "checkbox") && !field.checked) continue;
      data.append(field.name, field.value);
    }
    return data;
  }

  saved(said) {
    this.version.value = said.version;
    if (!this.isDirty) this.say(said.saved);
  }

  refused(status, said) {
    this.isDirty = true;
    this.say(`${this.form.dataset.unsaved}: ${said.error ?? status}`, true);
    if (status === 409 && said.stored) this.offer(said);
    // Whose sign-in has ended saves by the plain button, which leads through the sign-in page with the words.
    if (status === 401) this.form.querySelector(".t-action-bar button[value='draft']").hidden = false;
  }

  // The same card is open elsewhere: nothing is overwritten until somebody who sees both says so.
  offer(said) {
    this.isInConflict = true;
    const stored = document.createElement("div");
    stored.className = "t-save__stored";
    stored.innerHTML = said.stored;
    const mine = this.button(this.form.dataset.mine, () => {
      this.version.value = said.version;
      this.isInConflict = false;
      this.save();
    });
    const theirs = this.button(this.form.dataset.theirs, () => {
      this.isDirty = false;
      window.location.reload();
    });
    this.status.append(stored, theirs, " ", mine);
  }

  button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  say(words, isBad = false) {
    this.status.textContent = words;
    this.status.classList.toggle("t-save--bad", isBad);
  }
}

// What somebody chose or wrote before this script had come.
function hasChanged(card) {
  return [...card.querySelectorAll("input:not([type='hidden']), textarea")].some(
    (field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue,
  );
}
