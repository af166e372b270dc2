// Fills in the sheet on a screen, and saves it as an answers file. It loads nothing, sends nothing, and keeps what was
// filled in only while that is ticked. docs/answers-file.md describes the file.
"use strict";

const LETTERS = "bcdfghjkmnpqrstvwxz";
const CHARACTERS = LETTERS + "23456789";
const SECRET_LETTERS = 24;
const CODE_LETTERS = "fhkmrtwx";
const CODE_DIGITS = "23456789";
const FORM = 1;

// Chance

function below(limit) {
  const most = 2 ** 32 - (2 ** 32 % limit);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn); while (drawn[0] >= most);
  return drawn[0] % limit;
}

function letters(count, from = CHARACTERS) {
  return Array.from({ length: count }, () => from[below(from.length)]).join("");
}

function newRevision() {
  return letters(1, LETTERS) + letters(9);
}

function twoWords(words) {
  const first = words[below(words.length)];
  const others = words.filter((word) => word !== first);
  return `${first} ${others[below(others.length)]}`;
}

// The code from last time, as core/codes.py reads it; "" for none, null where it was mistyped

function readCode(typed) {
  const plain = typed.normalize("NFKC").toLowerCase().replace(/[\s\u2010-\u2015\u2212_.,/-]/g, "");
  if (plain === "") return "";
  const begins = plain.slice(0, 3);
  const places = [...plain].map((each, at) => (at < 3 ? CODE_LETTERS : CODE_DIGITS).indexOf(each));
  if (plain.length !== 6 || places.includes(-1) || new Set(begins).size < 3 || /fk|tf/.test(begins)) return null;
  const check = places.slice(0, 5).reduce((sum, place, at) => sum ^ timesGenerator(place, at + 1), 0);
  return check === places[5] ? `${begins}-${plain.slice(3)}` : null;
}

function timesGenerator(value, power) {
  for (let time = 0; time < power; time++) value = value & 4 ? (value << 1) ^ 11 : value << 1;
  return value;
}

// The file

function newPerson(words) {
  return { key: letters(SECRET_LETTERS), replaces: [], words: twoWords(words), notes: {}, saved: [] };
}

// Takes the round and its questions, the person, and what the page holds; returns the file's values. A question's note
// keeps its secret from one save to the next; one that was taken off is named among the removed.
function answersFile(sheet, person, filled) {
  const noteOf = (number) => (filled.notes[number]?.text ?? "").trim();
  const numbers = sheet.questions.map((_, at) => at + 1);
  const notes = numbers.filter(noteOf).map((number) => {
    person.notes[number] ??= letters(SECRET_LETTERS);
    const { bank, item } = sheet.questions[number - 1];
    const { sharing } = filled.notes[number];
    return { note: person.notes[number], bank, item, sharing, text: noteOf(number) };
  });
  for (const number of numbers) if (!noteOf(number)) delete person.notes[number];
  const secrets = notes.map((note) => note.note);
  return {
    coreflect: "answers",
    form: FORM,
    round: sheet.round,
    key: person.key,
    revision: newRevision(),
    replaces: [...person.replaces],
    words: person.words,
    perspective: filled.perspective || "not-said",
    wording: filled.wording,
    help: filled.help,
    code: filled.code,
    answers: sheet.questions.map((asked, at) => ({ ...asked, answer: filled.answers[at + 1] || "skipped" })),
    notes,
    removed: person.saved.filter((secret) => !secrets.includes(secret)),
  };
}

// Remembers that a file was saved, so that the next one replaces it.
function wasSaved(person, file) {
  person.replaces.push(file.revision);
  person.saved = [...new Set([...person.saved, ...file.notes.map((note) => note.note)])];
}

// Reads a file that was saved from this sheet: the person and what was filled in; null where it is another file.
function readAnswersFile(sheet, text) {
  try {
    const file = JSON.parse(text);
    const isOurs = file.coreflect === "answers" && file.form === FORM && file.round === sheet.round;
    const isWhole = /^[a-z]{2,20} [a-z]{2,20}$/.test(file.words) && file.answers.length === sheet.questions.length;
    if (!isOurs || !isWhole) return null;
    const numberOf = (row) =>
      1 + sheet.questions.findIndex((asked) => asked.bank === row.bank && asked.item === row.item);
    const person = {
      key: String(file.key),
      replaces: [...file.replaces.map(String), String(file.revision)],
      words: file.words,
      notes: Object.fromEntries(file.notes.map((note) => [numberOf(note), String(note.note)])),
      saved: [...file.removed.map(String), ...file.notes.map((note) => String(note.note))],
    };
    const filled = {
      perspective: file.perspective,
      wording: file.wording,
      help: file.help,
      code: file.code,
      answers: Object.fromEntries(file.answers.map((row) => [numberOf(row), row.answer])),
      notes: Object.fromEntries(file.notes.map((note) => [numberOf(note), note])),
    };
    return { person, filled };
  } catch {
    return null;
  }
}

// The page

function begin() {
  const get = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const sheet = JSON.parse(get("sheet").textContent);
  const steps = all("#form .step");
  const questions = all("#form .asks");
  const place = `coreflect ${sheet.round}`;
  let person = newPerson(sheet.words);
  let at = 0;
  let isChanged = false;

  const ticked = (name) => document.querySelector(`input[name="${name}"]:checked`)?.value ?? "";
  const tick = (name, value) => all(`input[name="${name}"]`).forEach((each) => (each.checked = each.value === value));
  const say = (name, values = {}) =>
    sheet.texts[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  const tell = (text) => (get("said").textContent = text);

  function filledIn() {
    const each = (make) => Object.fromEntries(sheet.questions.map((_, index) => [index + 1, make(index + 1)]));
    return {
      perspective: ticked("perspective"),
      wording: ticked("wording") || sheet.wording,
      help: ticked("help"),
      code: get("code").value,
      answers: each((number) => ticked(`answer-${number}`)),
      notes: each((number) => ({ text: get(`note-${number}`).value, sharing: ticked(`sharing-${number}`) })),
    };
  }

  function put(filled) {
    for (const name of ["perspective", "wording", "help"]) tick(name, filled[name]);
    get("code").value = filled.code;
    sheet.questions.forEach((_, index) => {
      const number = index + 1;
      const note = filled.notes[number];
      tick(`answer-${number}`, filled.answers[number]);
      get(`note-${number}`).value = note?.text ?? "";
      get(`note-${number}`).closest("details").open = Boolean(note?.text);
      if (note) tick(`sharing-${number}`, note.sharing);
    });
    show();
  }

  function show() {
    const wording = ticked("wording") || sheet.wording;
    for (const each of all("[data-say]")) each.hidden = each.dataset.say !== wording;
    for (const each of all("[data-words]")) each.textContent = person.words;
    for (const each of questions) each.querySelector(".blank").hidden = !ticked(`answer-${each.dataset.question}`);
    get("card").hidden = !ticked("help");
    const blanks = sheet.questions.map((_, index) => index + 1).filter((number) => !ticked(`answer-${number}`));
    get("blank").textContent = blanks.length ? say("blank", { count: blanks.length }) : say("none");
    get("blanks").replaceChildren(...blanks.map(goTo));
    steps.forEach((step, index) => (step.hidden = index !== at));
    get("part").textContent = say("part", { at: at + 1, all: steps.length });
    get("back").hidden = at === 0;
    get("next").hidden = at === steps.length - 1;
  }

  function goTo(number) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say("question", { number });
    button.onclick = () => {
      at = steps.findIndex((step) => step.contains(questions[number - 1]));
      show();
      questions[number - 1].querySelector("input").focus();
    };
    row.append(button);
    return row;
  }

  function turn(by) {
    at += by;
    tell("");
    show();
    scrollTo(0, 0);
    steps[at].querySelector("h2").focus();
  }

  function changed() {
    isChanged = true;
    keep();
    show();
  }

  function keep() {
    try {
      if (get("keep").checked) localStorage.setItem(place, JSON.stringify({ person, filled: filledIn() }));
      else localStorage.removeItem(place);
    } catch {
      get("keep").checked = false;
    }
  }

  function takeUp() {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      if (!kept) return;
      person = kept.person;
      get("keep").checked = true;
      put(kept.filled);
      tell(say("kept"));
    } catch {
      get("keep").checked = false;
    }
  }

  function save() {
    const filled = filledIn();
    const code = readCode(filled.code);
    get("code-fault").textContent = code === null ? say("code") : "";
    if (code === null) return get("code").focus();
    const file = answersFile(sheet, person, { ...filled, code });
    const name = `answers-${sheet.round}-${letters(4, LETTERS)}.coreflect.json`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    wasSaved(person, file);
    isChanged = false;
    get("keep").checked = false;
    keep();
    tell(say("saved", { file: name, words: person.words }));
  }

  async function open() {
    const [chosen] = get("open").files;
    const read = chosen && readAnswersFile(sheet, await chosen.text());
    get("open").value = "";
    if (read) {
      person = read.person;
      put(read.filled);
      isChanged = false;
      keep();
    }
    tell(say(read ? "opened" : "other"));
  }

  get("other-words").onclick = () => {
    person.words = twoWords(sheet.words);
    changed();
  };
  for (const each of questions) {
    each.querySelector(".blank").onclick = () => {
      tick(`answer-${each.dataset.question}`, "");
      changed();
      each.querySelector("input").focus();
    };
  }
  get("form").addEventListener("input", (event) => {
    if (event.target !== get("open")) changed();
  });
  get("open").onchange = open;
  get("back").onclick = () => turn(-1);
  get("next").onclick = () => turn(1);
  get("save").onclick = save;
  addEventListener("beforeunload", (event) => {
    if (isChanged && !get("keep").checked) event.preventDefault();
  });
  document.documentElement.classList.add("filling");
  get("form").hidden = false;
  show();
  takeUp();
}

if (document.getElementById("sheet")) begin();
