// The inbox and the opened case: fetched as fragments and put in place, with what was typed kept per case.

import { $, ask, fill, texts } from "./common.js";

const NEAR_END = 80; // pixels: who reads the end of the log wants to follow it

const inbox = $("#inbox"), pane = $("#case");
const drafts = new Map();
let asked = 0;
let atEnd = true;
// The log keeps its end in sight when the answer box or the window takes some of its height.
const resized = new ResizeObserver(() => { if (atEnd) scrollToEnd(); });

export const rows = () => [...inbox.querySelectorAll("li a")];
export const idOf = (link) => new URL(link.href).pathname.split("/")[2];
export const waitingIds = () => new Set([...inbox.querySelectorAll("[data-list=waiting] a")].map(idOf));
export const inAddress = () => location.pathname.match(/^\/cases\/([^/]+)/)?.[1] ?? null;
export const shown = () => $("[data-id]", pane)?.dataset.id ?? null;
export const opened = () => shown() ?? inAddress();

const parse = (html) => new DOMParser().parseFromString(html, "text/html").body;

/** Fetch the inbox anew; the row with the focus keeps it. */
export async function refreshInbox() {
  const html = await ask(`/parts/inbox?open=${encodeURIComponent(opened() ?? "")}`);
  const focused = inbox.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  inbox.replaceChildren(...parse(html).childNodes);
  if (focused) (rows().find((row) => row.getAttribute("href") === focused) ?? rows()[0])?.focus();
  const count = waitingIds().size;
  document.title = count ? fill(texts.script.title, { count }) : texts.script.title_none;
}

/** Whether the opened case changed hands outside this page: taken back, claimed by a colleague, or in another window. */
export function isStale() {
  const link = shown() && inbox.querySelector(`a[href="/cases/${shown()}"]`);
  return shown() !== null && link?.closest("[data-list]").dataset.list !== $("[data-id]", pane).dataset.list;
}

/** Show a case, or with null the empty state; what cannot be opened shows the reason. */
export async function open(id, { push = false, focus = true } = {}) {
  const turn = ++asked;
  keepDraft();
  if (push) history.pushState(null, "", id ? `/cases/${id}` : "/");
  let content;
  try {
    content = [...parse(await ask(id ? `/parts/cases/${id}` : "/parts/cases")).childNodes];
  } catch (problem) {
    content = [refused(problem.message)];
  }
  if (turn !== asked) return; // another case was opened meanwhile
  keepDraft();
  pane.replaceChildren(...content);
  document.body.classList.toggle("reading", Boolean(id));
  for (const row of rows()) row.removeAttribute("aria-current");
  inbox.querySelector(`a[href="/cases/${id}"]`)?.setAttribute("aria-current", "page");
  if (focus) pane.focus();
  prepare();
}

/** Leave a case for good: its draft goes too. */
export async function leave(id) {
  if (opened() === id) {
    if ($("#answer")) $("#answer").value = "";
    await open(null, { push: true });
  }
  drafts.delete(id);
}

/** Put back the draft and show the newest messages. */
export function prepare() {
  const box = $("#answer"), log = $("#log");
  resized.disconnect();
  if (log) {
    resized.observe(log);
    log.onscroll = () => { atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END; };
  }
  scrollToEnd();
  if (!box) return;
  box.value = drafts.get(opened()) ?? box.value;
  count(box);
}

/** Add one message to the log, once. */
export function add(key, html, own = false) {
  const log = $("#log");
  if (!log || log.querySelector(`[data-key="${key}"]`)) return;
  const follow = own || atEnd;
  const item = $("li", parse(`<ol>${html}</ol>`));
  item.classList.add("fresh");
  $(".empty", log)?.remove();
  $("ol", log).append(item);
  if (follow) scrollToEnd();
}

export function count(box) {
  const left = Number(box.dataset.limit) - box.value.length;
  const text = left < 0 ? texts.script.over : left < 200 ? texts.script.left : "";
  $("#answer-left").textContent = fill(text, { count: Math.abs(left) });
}

export function freeze(on) {
  for (const part of pane.querySelectorAll("button, textarea")) part.disabled = on;
}

/** Drafts live through a reload or signing in again, in this tab alone. */
export function storeDrafts() {
  keepDraft();
  try {
    if (drafts.size) sessionStorage.setItem("naast-drafts", JSON.stringify([...drafts]));
    else sessionStorage.removeItem("naast-drafts");
  } catch { /* storage is switched off */ }
}

export function restoreDrafts() {
  try {
    for (const [id, text] of JSON.parse(sessionStorage.getItem("naast-drafts") ?? "[]")) drafts.set(id, text);
  } catch { /* nothing was kept */ }
}

export function forgetDrafts() {
  drafts.clear();
  if ($("#answer")) $("#answer").value = "";
}

function keepDraft() {
  const box = $("#answer");
  if (box?.value) drafts.set(shown(), box.value);
  else if (box) drafts.delete(shown());
}

function scrollToEnd() {
  const log = $("#log");
  if (log) log.scrollTop = log.scrollHeight;
  atEnd = true;
}

function refused(message) {
  const part = $("#refused").content.cloneNode(true);
  $("p", part).textContent = message;
  return part;
}
