/** The phone of the stand-in: shows the chat of one person and sends what is typed or pressed. */
import texts from "./teksten.js";

const POLL_MS = 700;
const [log, status, form, field, person, fault, twice, picture] = [
  "log", "status", "composer", "text", "person", "fault", "twice", "picture",
].map((id) => document.getElementById(id));
let seen = 0;
let lines = [];

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** WhatsApp's own mark-up: *bold*. */
function marked(text) {
  return text.split(/(\*[^*\n]+\*)/).map((part) =>
    /^\*[^*\n]+\*$/.test(part) ? element("strong", {}, part.slice(1, -1)) : part,
  );
}

function button(kind, { id, title, description }) {
  const more = description ? [element("small", {}, description)] : [];
  const made = element("button", { type: "button" }, title, ...more);
  made.addEventListener("click", () => say({ type: "interactive", interactive: { type: kind, [kind]: { id, title } } }));
  return made;
}

function choices(interactive) {
  const { buttons, sections, button: opener } = interactive.action;
  if (buttons) {
    return element("div", { className: "choices" }, ...buttons.map(({ reply }) => button("button_reply", reply)));
  }
  const rows = sections.flatMap((section) => section.rows).map((row) => button("list_reply", row));
  return element(
    "details",
    {},
    element("summary", {}, opener ?? texts.open),
    element("div", { className: "choices" }, ...rows),
  );
}

function content(message) {
  const { type, text, interactive, button: pressed } = message;
  if (type === "text") return marked(text.body);
  if (pressed) return [pressed.text];
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  if (reply) return [reply.title];
  return interactive ? [...marked(interactive.body.text), choices(interactive)] : [texts.picture];
}

function render({ from, message, id }) {
  const made = element("div", { className: `message ${from}` }, ...content(message));
  made.dataset.id = id;
  return made;
}

function show() {
  const mine = lines.filter((line) => line.person === person.value);
  log.replaceChildren(...mine.map(render));
  log.scrollTop = log.scrollHeight;
}

function markRead(ids) {
  for (const made of log.querySelectorAll(".person:not([data-read])")) {
    if (!ids.includes(made.dataset.id)) continue;
    made.dataset.read = "";
    made.append(element("span", { className: "note" }, texts.read));
  }
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function say(what) {
  try {
    const answer = await post("/say", { person: person.value, content: what, twice: twice.checked });
    const reason = answer.error ?? answer.status;
    status.textContent = answer.ok ? texts.delivered : texts.failed.replace("{reason}", reason);
  } catch {
    status.textContent = texts.lost;
  }
  await poll();
}

async function poll() {
  const response = await fetch(`/chat?after=${seen}`);
  const news = await response.json();
  if (news.lines.length && news.lines.at(-1).number > seen) {
    const fresh = news.lines.filter((line) => line.number > seen);
    seen = fresh.at(-1).number;
    lines = lines.concat(fresh);
    const mine = fresh.filter((line) => line.person === person.value);
    log.append(...mine.map(render));
    if (mine.length) log.scrollTop = log.scrollHeight;
  }
  markRead(news.read);
  if (document.activeElement !== fault) fault.value = news.fault ? String(news.fault) : "";
}

async function keepPolling() {
  try {
    await poll();
    if (status.textContent === texts.lost) status.textContent = "";
  } catch {
    status.textContent = texts.lost;
  }
  setTimeout(keepPolling, POLL_MS);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const body = field.value.trim();
  if (!body) return;
  field.value = "";
  say({ type: "text", text: { body } });
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
person.addEventListener("change", show);
fault.addEventListener("change", () => post("/fault", { code: fault.value ? Number(fault.value) : null }));
picture.addEventListener("click", () => say({ type: "image", image: { id: "1", mime_type: "image/jpeg" } }));
keepPolling();
