// Single keys, which can be switched off: speech input and slips of the hand press them by accident.

import { $ } from "./common.js";

/** Listen for keys; `actions` maps a key to what it does. The key "?" shows the list. */
export function listen(actions) {
  const list = $("#shortcuts"), use = $("#use-shortcuts"), button = $("#show-shortcuts");
  use.checked = localStorage.getItem("naast-shortcuts") !== "off";
  use.onchange = () => localStorage.setItem("naast-shortcuts", use.checked ? "on" : "off");
  button.hidden = false;
  button.onclick = () => list.showModal();
  const all = { ...actions, "?": () => list.showModal() };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    const meant = !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !list.open && use.checked;
    if (!meant || !Object.hasOwn(all, event.key)) return;
    event.preventDefault();
    all[event.key]();
  });
}
