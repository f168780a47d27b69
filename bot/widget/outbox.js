/** Messages of the resident on their way to the server. They survive a reload and are sent in order. */
import { pause } from "./client.js";

/** Refusals that a later attempt may still solve. */
const TEMPORARY = new Set([408, 425, 429]);

export class Outbox {
  #running = null;

  /** listener: sent(id), delayed(id), refused(item, reason). */
  constructor(client, store, listener) {
    this.client = client;
    this.store = store;
    this.listener = listener;
  }

  get items() {
    return this.store.get("queue") ?? [];
  }

  /** typed: the resident wrote the text; a pressed button is not typed. */
  add(text, payload, typed) {
    const item = { id: newId(), text, payload, typed };
    this.store.set("queue", [...this.items, item]);
    return item;
  }

  /** For another conversation: typed words go along, presses of buttons have lost their meaning. */
  keepTyped() {
    this.store.set("queue", this.items.filter((item) => item.typed).map((item) => ({ ...item, payload: null })));
  }

  /** Sends until nothing is left. Throws HttpError 401 when the session is unknown. */
  flush(signal) {
    this.#running ??= this.#send(signal).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #send(signal) {
    let attempt = 0;
    while (this.items.length && !signal.aborted) {
      const [item] = this.items;
      try {
        const { id, text, payload } = item;
        await this.client.call("POST", "messages", { body: { id, text, payload }, signal });
        this.#remove(item);
        this.listener.sent(item.id);
        attempt = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (error.status === 401) throw error;
        if (error.status >= 400 && error.status < 500 && !TEMPORARY.has(error.status)) {
          this.#remove(item);
          this.listener.refused(item, error.message);
        } else {
          this.listener.delayed(item.id);
          await pause(attempt++, signal);
        }
      }
    }
  }

  #remove(item) {
    this.store.set("queue", this.items.filter((other) => other.id !== item.id));
  }
}

/** A version 4 UUID; crypto.randomUUID is missing on older phones. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
