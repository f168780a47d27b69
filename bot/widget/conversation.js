/** One conversation with the front door, without anything that can be seen. */
import { pause } from "./client.js";
import { Outbox } from "./outbox.js";
import { follow } from "./stream.js";

export class Conversation {
  #abort = null;
  #loaded = false;
  #lastEventId = null;

  /**
   * listener: history(messages), message(message), state(state, supporter), typing(who), online(flag),
   * expired(), and what Outbox tells: sent(id), delayed(id), refused(item, reason).
   */
  constructor(client, store, listener) {
    this.client = client;
    this.store = store;
    this.listener = listener;
    this.outbox = new Outbox(client, store, listener);
  }

  /** True when there is a conversation to go on with, for instance after a reload. */
  get exists() {
    return this.store.get("token") !== null || this.outbox.items.length > 0;
  }

  /** Starts or resumes; does nothing when it already runs. */
  start() {
    if (this.#abort) return;
    this.#abort = new AbortController();
    this.#run(this.#abort.signal);
  }

  stop() {
    this.#abort?.abort();
    this.#abort = null;
    this.#loaded = false;
    this.#lastEventId = null;
  }

  /** Queues a message and gives it back; it is sent as soon as the conversation is there. */
  send(text, payload = null, typed = payload === null) {
    const item = this.outbox.add(text, payload, typed);
    if (this.#loaded) this.#flush(this.#abort.signal);
    else this.start();
    return item;
  }

  /** Deletes the conversation at the server. Throws when that failed; then nothing has changed. */
  async erase() {
    if (this.store.get("token") !== null) {
      try {
        await this.client.call("POST", "delete", { body: {} });
      } catch (error) {
        if (error.status !== 401) throw error; // 401: the server has forgotten it already
      }
    }
    this.stop();
  }

  async #run(signal) {
    let attempt = 0;
    while (!signal.aborted) {
      try {
        if (this.store.get("token") === null) await this.#begin(signal);
        if (!this.#loaded) await this.#load(signal);
        await follow(this.client, this.#lastEventId, signal, {
          onOpen: () => {
            attempt = 0;
            this.listener.online(true);
          },
          onEvent: (event) => this.#receive(event),
        });
      } catch (error) {
        if (signal.aborted) return;
        if (error.status === 401) this.#expire();
      }
      if (signal.aborted) return;
      this.listener.online(false);
      await pause(attempt++, signal);
    }
  }

  async #begin(signal) {
    const { token } = await this.client.call("POST", "session", { body: {}, signal });
    if (!signal.aborted) this.store.set("token", token);
  }

  /** Unsent messages go first, so that the history holds them and none is shown twice. */
  async #load(signal) {
    await this.outbox.flush(signal);
    const history = await this.client.call("GET", "history", { signal });
    if (signal.aborted) return;
    this.#loaded = true;
    this.#lastEventId = history.last_event_id ?? null;
    this.listener.history(history.messages);
    this.listener.state(history.state, history.supporter ?? null);
    this.#flush(signal);
  }

  async #flush(signal) {
    try {
      await this.outbox.flush(signal);
    } catch {
      if (!signal.aborted && this.#loaded) this.#restart();
    }
  }

  #restart() {
    this.stop();
    this.#expire();
    this.start();
  }

  /** The server no longer knows the token: go on in a new conversation, with the words typed so far. */
  #expire() {
    this.store.set("token", null);
    this.store.set("seen", null);
    this.#loaded = false;
    this.#lastEventId = null;
    this.outbox.keepTyped();
    this.listener.expired();
  }

  #receive({ type, data, id }) {
    if (id !== null) this.#lastEventId = id; // first, so that a damaged event is not asked for again
    const content = JSON.parse(data);
    if (type === "message") {
      this.listener.message(content);
    } else if (type === "state") {
      this.listener.state(content.state, content.supporter ?? null);
    } else if (type === "typing") {
      this.listener.typing(content.who);
    }
  }
}
