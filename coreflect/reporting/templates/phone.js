// Saves what is given on a page of the questions as it is given, and says so once the laptop has it on its disk. What was
// not saved is sent again until it is. Everything works without this script too: then the buttons save.
"use strict";

const WAIT_AFTER_TYPING = 1000;
const WAIT_BEFORE_AGAIN = 2000;
const WAIT_BETWEEN_LOOKS = 5000;

function saveAsGiven(form, says) {
  const said = document.getElementById("said");
  const waiting = new Map();
  let sending = null;
  let timer = 0;

  const field = (name) => form.elements.namedItem(name);
  const valueOf = (name) => field(name)?.value ?? "";

  function note(number) {
    waiting.set(`note-${number}`, valueOf(`note-${number}`));
    waiting.set(`sharing-${number}`, valueOf(`sharing-${number}`));
  }

  function give(name) {
    const [kind, number] = name.split("-");
    if (kind === "answer") waiting.set(name, valueOf(name));
    else if (kind === "note" || (kind === "sharing" && valueOf(`note-${number}`))) note(number);
  }

  // Sends all that waits, one request at a time; returns whether nothing waits any more.
  async function send() {
    clearTimeout(timer);
    while (waiting.size) {
      const sent = new Map(waiting);
      said.textContent = says.saving;
      let reply;
      try {
        reply = await fetch("/answer", { method: "POST", body: new URLSearchParams([...sent]) });
      } catch {
        reply = null;
      }
      if (!reply || reply.status >= 500) {
        said.textContent = says.waiting;
        timer = setTimeout(flush, WAIT_BEFORE_AGAIN);
        return false;
      }
      if (reply.status === 403 || reply.status === 409) {
        // The laptop was started again, or the door is shut: the page that says so comes as an answer to the form.
        waiting.clear();
        form.submit();
        return false;
      }
      const told = await reply.text();
      said.textContent = told || says.refused;
      for (const [name, value] of sent) {
        if (waiting.get(name) === value) waiting.delete(name);
        if (reply.ok) field(`was-${name}`).value = value.trim();
      }
    }
    return true;
  }

  function flush() {
    sending ??= send().finally(() => (sending = null));
    return sending;
  }

  form.addEventListener("change", (event) => {
    give(event.target.name);
    flush();
  });
  form.addEventListener("input", (event) => {
    if (!event.target.name.startsWith("note-")) return;
    give(event.target.name);
    clearTimeout(timer);
    timer = setTimeout(flush, WAIT_AFTER_TYPING);
  });
  form.addEventListener("submit", (event) => {
    if (!waiting.size && !sending) return;
    event.preventDefault();
    const button = event.submitter;
    flush().then((isSaved) => isSaved && form.requestSubmit(button));
  });
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  addEventListener("online", flush);
  return () => waiting.size > 0 || Boolean(sending);
}

// Looks whether the room has gone on, and shows the page again once it has and nothing waits to be saved.
function follow(isBusy) {
  let before = null;
  async function look() {
    try {
      const now = await (await fetch("/state")).text();
      if (before !== null && now !== before && !isBusy()) location.reload();
      else before ??= now;
    } catch {
      // The laptop does not answer just now.
    }
  }
  look();
  setInterval(look, WAIT_BETWEEN_LOOKS);
}

if (typeof document !== "undefined") {
  const form = document.querySelector("form.part");
  const says = JSON.parse(document.getElementById("says").textContent);
  follow(form ? saveAsGiven(form, says) : () => false);
}
