/**
 * <naast-chat>: the conversation with Naast on any page.
 *
 * Attributes: src (address of the front door, default the page's own), municipality, supporter-name (how the
 * person who can join is called here), exit-url (where "Snel weg" goes, https), open.
 * A link to #naast opens it. The frame starts in Dutch and follows the language of the assistant.
 * Colours, font and size follow --naast-accent, --naast-accent-dark, --naast-font,
 * --naast-text-size and --naast-radius, which a page can map to its own design tokens.
 */
import { Client } from "./client.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { refresh } from "./dom.js";
import { Languages, base, language, texts } from "./language.js";
import { httpsAddress } from "./links.js";
import { Log } from "./log.js";
import { Status } from "./status.js";
import { Store } from "./store.js";
import { adoptStyle, guardAccent } from "./style.js";
import { View } from "./view.js";

const EXIT_URL = "https://nos.nl/";
const OPEN_HASH = "#naast";
/** A screen reader gets this long to take in a message before the words around it change. */
const HEARD_MS = 300;

class NaastChat extends HTMLElement {
  static observedAttributes = ["open"];

  #store = new Store();
  #unread = 0;
  #notice = null;
  #leaving = null;

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  async connectedCallback() {
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    await adoptStyle(this.shadowRoot);
    if (signal.aborted) return;
    this.#build();
    window.addEventListener("hashchange", () => this.#followHash(), { signal });
    document.addEventListener("keydown", (event) => this.#escape(event), { signal });
    if (this.#store.get("open")) this.toggleAttribute("open", true);
    this.#resume();
    this.#show();
    this.#followHash();
  }

  disconnectedCallback() {
    this.#leaving.abort();
    this.conversation?.stop();
    this.view = null;
    this.shadowRoot.replaceChildren();
  }

  attributeChangedCallback() {
    if (this.view) this.#show();
  }

  /** Opens the panel and moves the focus into it. */
  open() {
    this.toggleAttribute("open", true);
    // On a touch screen focus in the field would raise the keyboard over the first message.
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) this.composer.focus();
    else this.view.panel.focus({ preventScroll: true });
  }

  /** Closes the panel and gives the focus back to the launcher. */
  close() {
    if (location.hash === OPEN_HASH) history.replaceState(history.state, "", location.pathname + location.search);
    this.toggleAttribute("open", false);
    this.view.launcher.focus({ preventScroll: true });
  }

  #build() {
    const client = new Client(this.getAttribute("src") ?? "", this.#store);
    this.languages = new Languages(client, this.#store);
    // The page names the supporter in Dutch.
    const role = () => (language.code === base() && this.getAttribute("supporter-name")) || texts.role;
    this.conversation = new Conversation(client, this.#store, this.#listener());
    this.log = new Log({
      role,
      address: client.base,
      actions: {
        choose: (title, payload) => this.#choose(title, payload),
        correct: (text) => this.#send(text, "/correct_summary", true),
        tell: (text) => this.#send(text),
      },
    });
    this.composer = new Composer(this.#store, (text) => this.#send(text));
    this.view = new View({
      municipality: this.getAttribute("municipality"),
      log: this.log.element,
      composer: this.composer.element,
      actions: {
        open: () => this.open(),
        close: () => this.close(),
        language: () => this.#send(texts.otherLanguage, "/ask_language"),
        human: () => this.#send(texts.humanMessage),
        askErase: () => this.view.ask(true),
        keep: () => this.view.ask(false),
        erase: () => this.#erase(),
        exit: () => this.#exit(),
      },
    });
    this.status = new Status(this.view, this.composer.typing, role);
    this.shadowRoot.append(this.view.frame);
    guardAccent(this.view.frame, this.view.launcher);
  }

  /** What the conversation tells, shown. */
  #listener() {
    return {
      history: (messages) => this.#history(messages),
      message: (message) => this.#message(message),
      state: (state, supporter) => this.status.state(state, supporter),
      typing: (who) => this.status.typing(who),
      online: (online) => this.status.online(online),
      expired: () => {
        this.#notice = notice(texts.expired);
        this.#history([]);
      },
      sent: (id) => this.log.sent(id),
      delayed: (id) => this.log.progress(id, () => texts.waitingForNetwork),
      refused: (item, reason) => {
        this.log.refused(item.id);
        this.composer.giveBack(item.text, reason || (() => texts.refusedReason));
      },
    };
  }

  #resume() {
    if (!this.conversation.exists) return;
    if (!this.log.list.childElementCount) this.#showOwn();
    this.conversation.start();
  }

  #show() {
    const open = this.hasAttribute("open");
    this.view.show(open);
    this.#store.set("open", open);
    if (!open) return;
    this.#unread = 0;
    this.log.settle();
    this.conversation.start();
  }

  #followHash() {
    if (location.hash === OPEN_HASH) this.open();
  }

  #send(text, payload = null, typed = payload === null) {
    this.#notice = null;
    this.log.appendPending(this.conversation.send(text, payload, typed));
  }

  /** A pressed button becomes inert; the focus moves on, so that a keyboard keeps its place. */
  #choose(title, payload) {
    this.#send(title, payload);
    this.log.focus();
  }

  #history(messages) {
    const remark = this.#notice ? [this.#notice] : [];
    this.log.replace([...remark, ...messages], () => this.#showOwn());
    const seen = this.#store.get("seen") ?? 0;
    this.#unread = messages.filter(({ id }) => id.startsWith("o") && Number(id.slice(1)) > seen).length;
    this.#count();
    const newest = messages.filter(({ who }) => who === "assistant").pop();
    if (newest) this.#speak(newest);
  }

  /** The frame speaks the language of the assistant's newest message. */
  async #speak({ language: code }) {
    if ((await this.languages.follow(code)) && this.view) this.log.quietly(() => refresh(this.view.frame));
  }

  /** What only this page knows: the messages that are still on their way. */
  #showOwn() {
    for (const item of this.conversation.outbox.items) this.log.appendPending(item, { late: true });
  }

  #message(message) {
    this.status.typing(null);
    if (!this.log.append(message)) return;
    this.#unread += 1;
    this.#count();
    if (message.who === "assistant") setTimeout(() => this.#speak(message), HEARD_MS);
  }

  #count() {
    if (this.hasAttribute("open")) {
      this.#unread = 0;
      this.#store.set("seen", this.log.lastOutbound);
    }
    this.view.count(this.#unread);
  }

  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.hasAttribute("open")) return;
    const inside = event.composedPath().includes(this);
    // Elsewhere on the page Escape is not ours, unless the panel covers that page.
    if (!inside && !matchMedia("(max-width: 40rem)").matches) return;
    if (!this.view.confirm.hidden) this.view.ask(false);
    else this.close();
  }

  async #erase() {
    this.view.say(() => texts.eraseBusy);
    try {
      await this.conversation.erase();
    } catch {
      this.view.ask(true, () => texts.eraseFailed);
      this.status.say();
      return;
    }
    this.#forget();
    this.view.ask(false);
    this.log.append(notice(texts.erased));
    this.composer.focus();
  }

  #forget() {
    this.conversation.stop();
    this.composer.clear();
    this.log.clear();
    this.#store.clear();
    this.#notice = null;
    this.status.typing(null);
    this.status.online(true);
    this.status.state("assistant", null);
  }

  /** Leaves at once and takes the place of this page in the history, so that "back" does not return here. */
  #exit() {
    const address = httpsAddress(this.getAttribute("exit-url")) ?? EXIT_URL;
    try {
      this.#forget();
      document.title = "";
      document.body.replaceChildren();
    } finally {
      location.replace(address);
    }
  }
}

/** A remark of the widget itself, between the messages: words of that moment, in the language of that moment. */
function notice(text) {
  return { id: "notice", who: "system", text, language: language.code };
}

customElements.define("naast-chat", NaastChat);
