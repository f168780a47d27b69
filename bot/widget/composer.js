/** The field in which the resident types, with the server's reason when a message was refused. */
import { h, icon, write } from "./dom.js";
import { base, texts } from "./language.js";

export class Composer {
  /** onSend(text); the draft is kept in the store, so that a reload loses no words. */
  constructor(store, onSend) {
    this.store = store;
    this.onSend = onSend;
    this.error = h("p", { class: "error", id: "error", role: "alert" });
    this.typing = h("p", { class: "typing", "aria-hidden": "true" }); // seen only: spoken it would be chatter
    this.area = h("textarea", {
      id: "text",
      rows: 2,
      enterkeyhint: "send",
      autocomplete: "off",
      "aria-describedby": "error",
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#changed(),
    });
    this.element = h(
      "form",
      { class: "composer", onsubmit: (event) => this.#submit(event) },
      this.error,
      h("div", { class: "above" }, h("label", { for: "text" }, () => texts.label), this.typing),
      h("div", { class: "field" }, this.area, h("button", { type: "submit", class: "send" }, icon("send"), () => texts.send)),
    );
    this.area.value = store.get("draft") ?? "";
  }

  focus() {
    this.area.focus({ preventScroll: true });
  }

  /** Puts refused words back above what was typed since, and says why: the server in Dutch, the widget by a function. */
  giveBack(text, reason) {
    this.area.value = [text, this.area.value].filter(Boolean).join("\n");
    this.#changed();
    write(this.error, reason);
    if (typeof reason === "string") this.error.lang = base();
    this.area.setAttribute("aria-invalid", "true");
  }

  clear() {
    this.area.value = "";
    this.#changed();
  }

  #changed() {
    this.store.set("draft", this.area.value);
    write(this.error, "");
    this.error.removeAttribute("lang");
    this.area.removeAttribute("aria-invalid");
  }

  /** Enter sends and Shift+Enter starts a line, except while an input method composes a character. */
  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.area.value.trim();
    this.focus();
    if (!text) return;
    this.clear();
    this.onSend(text);
  }
}
