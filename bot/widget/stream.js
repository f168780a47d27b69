/** Server-sent events over fetch, because EventSource cannot send an Authorization header. */
import { limited } from "./client.js";

/** The server sends a comment every 15 s; three missed means that the line is dead. */
const SILENCE_MS = 45_000;

/** Reads the text of an event stream piece by piece. */
export class EventParser {
  #rest = "";
  #event = fresh();

  /** Gives the events that `chunk` completes, as {type, data, id}; a comment gives nothing. */
  push(chunk) {
    const events = [];
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line.replace(/\r$/, ""), events);
    return events;
  }

  #line(line, events) {
    if (line === "") {
      if (this.#event.data.length) events.push({ ...this.#event, data: this.#event.data.join("\n") });
      this.#event = fresh();
      return;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === "event") this.#event.type = value;
    else if (field === "data") this.#event.data.push(value);
    else if (field === "id") this.#event.id = value;
  }
}

function fresh() {
  return { type: "message", data: [], id: null };
}

/** Follows the events after `lastEventId` until the line breaks. Throws HttpError or the network's error. */
export async function follow(client, lastEventId, signal, { onOpen, onEvent }) {
  const line = limited(signal, SILENCE_MS);
  try {
    const headers = { Accept: "text/event-stream" };
    if (lastEventId !== null) headers["Last-Event-ID"] = String(lastEventId);
    const response = await client.fetch("GET", "events", { signal: line.signal, headers });
    onOpen();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      line.touch();
      parser.push(decoder.decode(value, { stream: true })).forEach(onEvent);
    }
  } finally {
    line.done();
  }
}
