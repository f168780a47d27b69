// What the parts of the desk share: texts, asking the server, saying something, and the clock of relative times.

export const texts = JSON.parse(document.body.dataset.texts);
export const $ = (selector, root = document) => root.querySelector(selector);
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The server refused (`status`), or was not reached (status 0); the message is for the supporter. */
export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Ask for a fragment (text) or post a form (an object); throws a Problem. A session that ended leads to signing in. */
export async function ask(url, options = {}) {
  let response;
  try {
    response = await fetch(url, { ...options, headers: { accept: "text/html, application/json", ...options.headers } });
  } catch {
    throw new Problem(0, texts.script.failed);
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  const body = isJson ? await response.json() : await response.text();
  if (response.ok) return body;
  // Nothing of a resident stays on the screen; drafts are kept, see panes.js.
  if (response.status === 401) location.replace(`/signin?verlopen&next=${encodeURIComponent(location.pathname)}`);
  throw new Problem(response.status, body.message ?? texts.script.failed);
}

export const send = (form, keepalive = false) => ask(form.action, {
  method: "POST",
  body: new URLSearchParams(new FormData(form)),
  headers: { accept: "application/json" },
  keepalive,
});

/** Show a message for a while; one that can be undone stays until the next one. */
export function say(message, undo = null) {
  const toast = $("#toast");
  clearTimeout(say.fading);
  toast.hidden = false;
  $("p", toast).textContent = $("#spoken").textContent = message;
  const button = $("button", toast);
  button.hidden = !undo;
  button.textContent = texts.script.undo;
  button.onclick = undo;
  if (!undo) say.fading = setTimeout(() => { toast.hidden = true; }, 8000);
}

function relative(moment) {
  const seconds = (Date.now() - new Date(moment)) / 1000;
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    const units = Math.floor(seconds / size);
    if (units > 0) return fill(texts.time[units === 1 ? unit : `${unit}s`], { count: units });
  }
  return texts.time.moment;
}

setInterval(() => {
  for (const span of document.querySelectorAll("[data-pattern]")) {
    const text = fill(span.dataset.pattern, { time: relative(span.parentElement.dateTime) });
    if (span.textContent !== text) span.textContent = text;
  }
}, 20000);
