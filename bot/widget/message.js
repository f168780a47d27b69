/** One message in the log: who, when, words, choices, summary and organisations. */
import { renderCard, renderSummary } from "./cards.js";
import { fill, h, icon } from "./dom.js";
import { withPhoneLinks } from "./links.js";
import texts from "./teksten.nl.js";

const CLOCK = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit" });

/**
 * actions: choose(title, payload), correct(text), tell(text); role: how a supporter is called here.
 * Gives the element of the message; `.choices` in it holds the buttons.
 */
export function renderMessage(message, { role, actions }) {
  const { who, text, buttons = [], organisations = [], summary } = message;
  const element = h("div", { class: `message ${who}` });
  if (who !== "system") element.append(byline(message, role));
  if (message.kind === "summary" && summary) {
    const [before, ...after] = text.split(summary); // the card takes the place of the same words in the text
    element.append(
      ...bubble(before),
      renderSummary(summary, actions.correct),
      ...bubble(after.join(summary)),
    );
  } else {
    element.append(...bubble(text));
  }
  element.append(...organisations.map((organisation) => renderCard(organisation, actions.tell)));
  if (buttons.length) element.append(choices(buttons, actions.choose));
  return element;
}

/** Who speaks, so that colour is never the only difference. */
function byline({ who, name, at }, role) {
  const time = new Date(at);
  const clock = Number.isNaN(time.getTime()) ? null : h("time", { datetime: at }, CLOCK.format(time));
  return h("p", { class: "byline" }, h("span", {}, speaker(who, name, role)), " ", clock);
}

export function speaker(who, name, role) {
  if (who === "resident") return texts.you;
  if (who === "assistant") return texts.assistant;
  return `${name ?? texts.supporterFallback}, ${role}`;
}

function bubble(text) {
  const words = (text ?? "").trim();
  return words ? [h("p", { class: "bubble", dir: "auto" }, ...withPhoneLinks(words))] : [];
}

function choices(buttons, onChoose) {
  return h(
    "div",
    { class: "choices" },
    ...buttons.map(({ title, payload }) =>
      h("button", { type: "button", dir: "auto", onclick: () => onChoose(title, payload) }, title),
    ),
  );
}

/** Buttons of an older question can still be read, but no longer pressed. */
export function retireChoices(element) {
  for (const button of element.querySelectorAll(".choices button")) button.disabled = true;
}

/** Shows under a message how far it is: null when it has arrived. */
export function showProgress(element, text) {
  element.querySelector(".progress")?.remove();
  if (text) element.append(h("p", { class: "progress" }, text));
}

/** The button that brings the reader back down to what is new. */
export function jumpButton(onPress) {
  return h("button", { type: "button", class: "jump", hidden: true, onclick: onPress }, icon("down"), texts.jump);
}

/** "Fatma schrijft" or "Naast schrijft". */
export function typingText(who, name) {
  return fill(texts.typing, { name: who === "supporter" ? (name ?? texts.supporterFallback) : texts.name });
}
