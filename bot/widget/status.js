/** The line that says who is there: state of the conversation, a broken connection, someone who types. */
import { fill, write } from "./dom.js";
import { texts } from "./language.js";
import { typingText } from "./message.js";

const TYPING_MS = 6_000;
const OFFLINE_MS = 3_000;

export class Status {
  #state = "assistant";
  #supporter = null;
  #offline = false;
  #offlineTimer = null;
  #typingTimer = null;

  /** view: has say(words); typing: the element for who types; role(): how a supporter is called here. */
  constructor(view, typing, role) {
    this.view = view;
    this.typist = typing;
    this.role = role;
  }

  /** state: assistant, waiting, with_supporter or closed. */
  state(state, supporter) {
    this.#state = state;
    this.#supporter = supporter ?? (state === "with_supporter" ? this.#supporter : null);
    this.say();
  }

  /** A short break is not worth a remark. */
  online(online) {
    if (!online) {
      this.#offlineTimer ??= setTimeout(() => this.#broken(true), OFFLINE_MS);
      return;
    }
    clearTimeout(this.#offlineTimer);
    this.#offlineTimer = null;
    this.#broken(false);
  }

  /** who: "assistant", "supporter", or null when nobody types. */
  typing(who) {
    clearTimeout(this.#typingTimer);
    const other = who !== null && who !== "resident";
    write(this.typist, other ? () => typingText(who, this.#supporter) : "");
    if (other) this.#typingTimer = setTimeout(() => this.typing(null), TYPING_MS);
  }

  say() {
    this.view.say(() => (this.#offline ? texts.offline : this.#words()));
  }

  #broken(offline) {
    this.#offline = offline;
    this.say();
  }

  #words() {
    const role = this.role();
    const name = this.#supporter;
    if (this.#state === "waiting") return fill(texts.waiting, { role });
    if (this.#state === "closed") return fill(texts.closed, { role });
    if (this.#state !== "with_supporter") return "";
    return name ? fill(texts.withSupporter, { name, role }) : fill(texts.withSomeone, { role });
  }
}
