/** The list of messages: order, older buttons, and scrolling that never pulls a reader away. */
import { h } from "./dom.js";
import { texts } from "./language.js";
import { jumpButton, renderMessage, retireChoices, showProgress } from "./message.js";

/** A message that arrives within this time never shows that it was on its way. */
const QUIET_MS = 800;
/** Messages that follow each other this fast belong to one answer. */
const ANSWER_MS = 3_000;
const NEAR_PX = 60;

export class Log {
  #known = new Set();
  #pending = new Map();
  #anchor = null;
  #ownScroll = 0;
  #newest = 0;
  #speaker = null;
  #ended = true;

  /** Outbox number of the newest message from the other side. */
  lastOutbound = 0;

  /** context: {role(), actions, address} for renderMessage. */
  constructor(context) {
    this.context = context;
    const label = () => texts.log;
    this.list = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": label, tabindex: 0 });
    // A remark above the log or a growing field below it must not push the newest words out of sight.
    new ResizeObserver(() => this.#ended && this.#scrollTo(this.list.scrollHeight)).observe(this.list);
    this.jump = jumpButton(() => this.#scrollTo(this.list.scrollHeight));
    this.list.addEventListener("scroll", () => this.#scrolled());
    this.element = h("div", { class: "scroller" }, this.list, this.jump);
  }

  /** Replaces everything. The screen reader stays quiet: the resident has heard these messages before. */
  replace(messages, add) {
    this.quietly(() => {
      this.clear();
      for (const message of messages) this.append(message);
      add();
      this.settle();
    });
  }

  /** Makes a change that a screen reader does not read out. */
  quietly(change) {
    this.list.setAttribute("aria-live", "off");
    change();
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), 500);
  }

  clear() {
    this.#known.clear();
    this.#pending.clear();
    this.#anchor = null;
    this.#speaker = null;
    this.lastOutbound = 0;
    this.jump.hidden = true;
    this.list.replaceChildren();
  }

  /** Shows a message once; false when it was there already. */
  append(message) {
    if (this.#known.has(message.id)) return false;
    this.#known.add(message.id);
    if (/^o\d+$/.test(message.id)) this.lastOutbound = Math.max(this.lastOutbound, Number(message.id.slice(1)));
    if (message.who === "resident" || message.buttons?.length) retireChoices(this.list);
    if (message.kind === "summary") this.#retireSummaries();
    const element = renderMessage(message, this.context);
    const place = this.#place(message.who);
    element.toggleAttribute("data-follows", this.list.lastElementChild?.className === element.className);
    this.list.append(element);
    if (place.anchor) this.#anchor = element;
    if (place.move) this.settle();
    else this.jump.hidden = false;
    return true;
  }

  /** Shows a message of the resident that is still on its way. */
  appendPending({ id, text }, { late = false } = {}) {
    this.append({ id, who: "resident", text, at: new Date().toISOString() });
    const element = this.list.lastElementChild;
    this.#pending.set(id, element);
    setTimeout(() => this.#pending.has(id) && this.progress(id, () => texts.sending), late ? 0 : QUIET_MS);
  }

  /** words: a function, or null when there is nothing more to say. */
  progress(id, words) {
    const element = this.#pending.get(id);
    if (!element || element.querySelector(".progress")?.textContent === words?.()) return;
    const atEnd = this.#atEnd();
    showProgress(element, words);
    if (atEnd) this.#scrollTo(this.list.scrollHeight);
  }

  sent(id) {
    this.progress(id, null);
    this.#pending.delete(id);
  }

  /** The words are back in the field where they were typed. */
  refused(id) {
    this.#pending.get(id)?.remove();
    this.#pending.delete(id);
    this.#anchor = this.list.lastElementChild;
  }

  focus() {
    this.list.focus({ preventScroll: true });
  }

  #retireSummaries() {
    for (const button of this.list.querySelectorAll(".summary button")) button.disabled = true;
  }

  /** Shows what is new from its start: a long answer begins at the top, a short one stands below what came before. */
  settle() {
    this.#scrollTo(this.#anchor ? this.#anchor.offsetTop - 8 : 0);
  }

  /** Whether a message that comes now is a new start, and whether the reader may be moved to it. */
  #place(who) {
    const now = Date.now();
    const own = who === "resident";
    const turn = who !== this.#speaker;
    this.#speaker = who;
    const sameAnswer = now - this.#newest < ANSWER_MS;
    this.#newest = now;
    const untouched = Math.abs(this.list.scrollTop - this.#ownScroll) < NEAR_PX;
    return {
      anchor: turn || (!sameAnswer && this.#atEnd()),
      move: own || this.#atEnd() || (sameAnswer && untouched),
    };
  }

  #atEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.list;
    return scrollTop + clientHeight > scrollHeight - NEAR_PX;
  }

  #scrollTo(top) {
    this.list.scrollTop = top;
    this.#ownScroll = this.list.scrollTop;
    this.#scrolled();
  }

  #scrolled() {
    this.#ended = this.#atEnd();
    if (this.#ended) this.jump.hidden = true;
  }
}
