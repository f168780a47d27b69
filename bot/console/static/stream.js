// The live updates. The browser resumes by itself with Last-Event-ID; only a refused connection needs our help.

import { $, texts } from "./common.js";

const RETRY_MS = 3000;

/**
 * Keep a connection from `place` on. `handlers` maps the name of an event to a function of its data; `signedIn`
 * resolves to false when the session ended (and leads to signing in); then nothing is tried again.
 */
export function follow(place, handlers, signedIn) {
  const source = new EventSource(`/events?since=${place}`);
  source.onopen = () => show(true);
  source.onerror = () => {
    show(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(again, RETRY_MS);
  };
  for (const [name, does] of Object.entries({ ready: () => {}, ...handlers })) {
    source.addEventListener(name, (event) => {
      place = event.lastEventId || place;
      does(JSON.parse(event.data));
    });
  }
  source.addEventListener("signed_out", () => {
    source.close();
    show(false);
    signedIn();
  });

  async function again() {
    if (await signedIn()) follow(place, handlers, signedIn);
  }
}

function show(on) {
  const line = $("#connection");
  line.textContent = on ? texts.header.connected : texts.header.offline;
  line.classList.toggle("lost", !on);
}
