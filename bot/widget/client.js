/** The HTTP calls to the front door, and waiting between them. */

const TIMEOUT_MS = 15_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** The front door answered with an error. A failed connection has no status and is another error. */
export class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Client {
  /** base: address of the front door, "" for the same origin. */
  constructor(base, store) {
    this.base = base.replace(/\/+$/, "");
    this.store = store;
  }

  /** One JSON call within 15 s; gives the parsed answer or null when there is no body. */
  async call(method, path, { body, signal } = {}) {
    const timer = limited(signal, TIMEOUT_MS);
    try {
      const response = await this.fetch(method, path, { body, signal: timer.signal });
      const text = await response.text();
      return text ? JSON.parse(text) : null;
    } finally {
      timer.done();
    }
  }

  /** A file that is the same for everyone, from the browser's cache when it is still good. */
  async file(path) {
    const timer = limited(null, TIMEOUT_MS);
    try {
      const response = await fetch(`${this.base}/widget/${path}`, { signal: timer.signal, credentials: "omit" });
      if (!response.ok) throw new HttpError(response.status, "");
      return await response.json();
    } finally {
      timer.done();
    }
  }

  /** The raw response, for streams. Throws HttpError unless the status is 2xx. */
  async fetch(method, path, { body, signal, headers = {} } = {}) {
    const token = this.store.get("token");
    const response = await fetch(`${this.base}/widget/${path}`, {
      method,
      signal,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
      body: body ? JSON.stringify(body) : undefined,
      credentials: "omit",
      cache: "no-store",
    });
    if (!response.ok) throw new HttpError(response.status, await serverMessage(response));
    return response;
  }
}

async function serverMessage(response) {
  try {
    return (await response.json()).error?.message ?? "";
  } catch {
    return "";
  }
}

/** A signal that follows `signal` and aborts by itself after `ms`; `touch` starts the time again. */
export function limited(signal, ms) {
  const own = new AbortController();
  const abort = () => own.abort();
  let timer = setTimeout(abort, ms);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  return {
    signal: own.signal,
    touch() {
      clearTimeout(timer);
      timer = setTimeout(abort, ms);
    },
    done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}

/** Waits 0.5 to 10 s, longer at each attempt and never at the same moment as other devices. */
export function pause(attempt, signal) {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt + 1));
  const ms = FIRST_PAUSE_MS + Math.random() * (most - FIRST_PAUSE_MS);
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      window.removeEventListener("online", stop);
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    window.addEventListener("online", stop);
    signal?.addEventListener("abort", stop);
  });
}
