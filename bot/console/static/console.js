// The desk without reloading. Everything here also works as plain links and forms; this script makes it quicker, adds
// live updates, keys, and ten seconds to undo a close.

import { $, fill, say, send, texts } from "./common.js";
import { listen } from "./keys.js";
import * as panes from "./panes.js";
import { follow } from "./stream.js";

const UNDO_SECONDS = 10;
let closing = null; // a close that can still be undone: {id, form, timer}
let waiting = panes.waitingIds();

/* What a supporter does */

const actions = {
  async claim(form, id) {
    await send(form);
    await panes.open(id);
    say(texts.script.claimed);
    $("#answer")?.focus();
    await update();
  },

  async release(form, id) {
    waiting.add(id); // one's own release is no news
    await send(form);
    await panes.leave(id);
    say(texts.script.released);
    await update();
  },

  async answer(form, id) {
    const sent = await send(form);
    if (panes.opened() !== id) return;
    form.reset();
    panes.count($("#answer"));
    $(".suggestion", form)?.remove();
    panes.add(sent.key, sent.html, true);
  },

  close(form, id) {
    finishClosing();
    closing = { id, form, timer: setTimeout(finishClosing, UNDO_SECONDS * 1000) };
    panes.freeze(true);
    say(fill(texts.script.closing, { seconds: UNDO_SECONDS }), undoClosing);
    $("#toast button").focus();
  },
};

async function act(form) {
  const id = panes.opened(), action = form.dataset.action, button = $("button:not([type=button])", form);
  const problem = $("#answer-problem");
  if (problem) problem.hidden = true;
  button.disabled = true;
  try {
    await actions[action](form, id);
  } catch (error) {
    if (error.status === 401) return;
    if (action === "answer" && problem.isConnected && ![409, 410].includes(error.status)) {
      problem.textContent = error.message;
      problem.hidden = false;
      return;
    }
    await panes.open(id, { focus: false });
    say(error.message);
    update();
  } finally {
    button.disabled = closing !== null && closing.form === form;
  }
}

function undoClosing() {
  if (!closing) return;
  clearTimeout(closing.timer);
  const here = panes.opened() === closing.id;
  closing = null;
  say(texts.script.undone);
  if (!here) return;
  panes.freeze(false);
  $("#answer")?.focus();
}

async function finishClosing() {
  if (!closing) return;
  const { id, form, timer } = closing;
  clearTimeout(timer);
  closing = null;
  try {
    await send(form, true); // kept alive: leaving the page is no undo
    await panes.leave(id);
    say(texts.script.closed);
  } catch (error) {
    if (panes.opened() === id) panes.freeze(false);
    if (error.status !== 401) say(error.message);
  }
  update();
}

/* News; never anything of a resident outside the panes */

async function update() {
  try {
    await panes.refreshInbox();
  } catch {
    return; // the connection line tells; the next event tries again
  }
  const now = panes.waitingIds();
  if ([...now].some((id) => !waiting.has(id))) tell(texts.script.new_waiting);
  waiting = now;
  if (panes.isStale() && panes.shown() !== closing?.id) await show(panes.shown(), { focus: false });
}

const notifying = () => "Notification" in window && Notification.permission === "granted";

function tell(message) {
  if (!closing) say(message);
  if (document.hidden && notifying()) new Notification(texts.script.title_none, { body: message, tag: "naast" });
}

async function show(id, how) {
  await panes.open(id, how);
  if (closing?.id === id && id) panes.freeze(true);
}

function message({ case: id, key, who, html }) {
  const here = id === panes.opened();
  if (here) panes.add(key, html);
  if (who === "resident" && (!here || document.hidden)) tell(texts.script.new_message);
}

async function signedIn() {
  return panes.refreshInbox().then(() => true, (problem) => problem.status !== 401);
}

/* Events of the page */

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/signout") {
    finishClosing();
    panes.forgetDrafts();
  }
  if (!event.target.dataset.action) return;
  event.preventDefault();
  act(event.target);
});

document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-fill]"), box = $("#answer");
  if (chip) {
    box.value = chip.dataset.fill;
    box.focus();
    panes.count(box);
  }
  const link = event.target.closest("#inbox li a, [data-home]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.matches("[data-home]") ? null : panes.idOf(link), { push: true });
});

document.addEventListener("input", (event) => { if (event.target.id === "answer") panes.count(event.target); });

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "answer") return;
  if (event.key === "Escape") $("#case").focus();
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  const form = event.target.form;
  if (!$("button.main", form).disabled) form.requestSubmit();
});

addEventListener("popstate", () => show(panes.inAddress()));
addEventListener("pagehide", () => { finishClosing(); panes.storeDrafts(); });

function step(by) {
  const all = panes.rows(), focused = all.indexOf(document.activeElement);
  const from = focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("aria-current"));
  all[Math.max(0, Math.min(all.length - 1, from + by))]?.focus();
}

listen({
  j: () => step(1),
  k: () => step(-1),
  c: () => $("form[data-action=claim]")?.requestSubmit(),
  r: () => $("#answer")?.focus(),
  z: undoClosing,
});

const notify = $("#notify");
if ("Notification" in window && Notification.permission === "default") {
  notify.hidden = false;
  notify.onclick = async () => {
    notify.hidden = (await Notification.requestPermission()) !== "default";
    if (notifying()) say(texts.header.notify_on);
  };
}

panes.restoreDrafts();
panes.prepare();
follow(document.body.dataset.place, { message, inbox: update }, signedIn);
