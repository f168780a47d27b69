/** One message in the log: who, when, words, choices, summary, page and organisations. */
import { renderCard, renderPage, renderSummary } from "./cards.js";
import { fill, h, icon } from "./dom.js";
import { base, language, texts } from "./language.js";
import { withPhoneLinks } from "./links.js";

const CLOCK = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit" });

/**
 * actions: choose(title, payload), correct(text), tell(text); role(): how a supporter is called here;
 * address: of the front door.
 * Gives the element of the message; `.choices` in it holds the buttons.
 */
export function renderMessage(message, { role, actions, address }) {
  const { who, text, buttons = [], organisations = [], summary } = message;
  const element = h("div", { class: `message ${who}` });
  const own = who === "resident" ? { dir: "auto" } : spoken(message.language);
  if (who !== "system") element.append(byline(message, role));
  if (message.kind === "summary" && summary) {
    const [before, ...after] = text.split(summary); // the card takes the place of the same words in the text
    element.append(
      ...bubble(before, own),
      renderSummary(summary, own, actions.correct),
      ...bubble(after.join(summary), own),
    );
  } else {
    element.append(...bubble(text, own));
  }
  if (message.kind === "page" && message.link) element.append(renderPage(message.page, own, address + message.link));
  element.append(...organisations.map((organisation) => renderCard(organisation, actions.tell)));
  if (buttons.length) element.append(choices(buttons, own, actions.choose));
  return element;
}

/** The attributes of words in a language. Its direction is known once the frame speaks it; else the words show it. */
function spoken(code) {
  return { lang: base(code), dir: () => (code && base(code) === language.code ? language.direction : "auto") };
}

/** Who speaks, so that colour is never the only difference. */
function byline({ who, name, at }, role) {
  const time = new Date(at);
  const clock = Number.isNaN(time.getTime()) ? null : h("time", { datetime: at }, CLOCK.format(time));
  return h("p", { class: "byline" }, h("span", {}, () => speaker(who, name, role())), " ", clock);
}

export function speaker(who, name, role) {
  if (who === "resident") return texts.you;
  if (who === "assistant") return texts.assistant;
  return `${name ?? texts.supporterFallback}, ${role}`;
}

function bubble(text, own) {
  const words = (text ?? "").trim();
  return words ? [h("p", { class: "bubble", ...own }, ...withPhoneLinks(words))] : [];
}

/** The name of a language is in that language. */
function choices(buttons, own, onChoose) {
  const named = (payload) => /^\/choose_language.*"([a-z]+)"/.exec(payload)?.[1] ?? own.lang;
  return h(
    "div",
    { class: "choices" },
    ...buttons.map(({ title, payload }) =>
      h("button", { type: "button", dir: "auto", lang: named(payload), onclick: () => onChoose(title, payload) }, title),
    ),
  );
}

/** Buttons of an older question can still be read, but no longer pressed. */
export function retireChoices(element) {
  for (const button of element.querySelectorAll(".choices button")) button.disabled = true;
}

/** Shows under a message how far it is: null when it has arrived. */
export function showProgress(element, words) {
  element.querySelector(".progress")?.remove();
  if (words) element.append(h("p", { class: "progress" }, words));
}

/** The button that brings the reader back down to what is new. */
export function jumpButton(onPress) {
  return h("button", { type: "button", class: "jump", hidden: true, onclick: onPress }, icon("down"), () => texts.jump);
}

/** "Fatma schrijft" or "Naast schrijft". */
export function typingText(who, name) {
  return fill(texts.typing, { name: who === "supporter" ? (name ?? texts.supporterFallback) : texts.name });
}
