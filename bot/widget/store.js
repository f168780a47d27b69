/**
 * What must survive a reload: token, unsent messages, draft, last message seen, open or closed.
 * It lives in sessionStorage, because a device may be shared: closing the tab forgets everything.
 */
const KEY = "naast";

export class Store {
  #data = {};

  constructor() {
    try {
      const data = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
      if (data && typeof data === "object") this.#data = data;
    } catch {
      // Storage is blocked or damaged: memory alone still carries a conversation on this page.
    }
  }

  get(name) {
    return this.#data[name] ?? null;
  }

  set(name, value) {
    this.#data[name] = value;
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.#data));
    } catch {
      // As above.
    }
  }

  clear() {
    this.#data = {};
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // As above.
    }
  }
}
