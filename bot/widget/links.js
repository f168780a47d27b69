/** The only places where an address becomes a link: https, tel and mailto, nothing else. */
import { h } from "./dom.js";

const HELP_LINE = /0[89]00[- ]?\d{4}|088(?:[ -]?\d){7}|11[23]/g;
/** The left-to-right mark that texts put before a number: a link does not need it. */
const MARK = /\u200e$/;

/** The address when it is a well-formed https address, else null. */
export function httpsAddress(value) {
  try {
    const url = new URL(value);
    return url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** "088 0767 000" becomes "tel:0880767000"; null when there is no number in it. */
export function telAddress(value) {
  const number = String(value ?? "").replace(/\(0\)/g, "").replace(/[^\d+]/g, "");
  return /^\+?\d{3,15}$/.test(number) ? `tel:${number}` : null;
}

/** A mailto address without any header fields; null when it is no e-mail address. */
export function mailAddress(value) {
  const address = String(value ?? "").trim();
  return /^[^\s@<>?&%"]+@[^\s@<>?&%"]+\.[^\s@<>?&%"]+$/.test(address) ? `mailto:${address}` : null;
}

/** The text as nodes in which the numbers of help lines can be called with one tap. */
export function withPhoneLinks(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(HELP_LINE)) {
    const [number] = match;
    if (!standsAlone(text, match.index, match.index + number.length)) continue;
    // A number with a direction of its own keeps its order and its place in a right-to-left text.
    const before = text.slice(end, match.index).replace(MARK, "");
    nodes.push(before, h("a", { href: telAddress(number), dir: "ltr" }, number));
    end = match.index + number.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

/** Keeps "112 euro", "€ 113", "113.nl", "2112" and "112,50" from becoming a phone number. */
function standsAlone(text, start, end) {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const amountBefore = /(?:[\p{L}\d€+/-]|€\s|\d[.,\s])$/u;
  const amountAfter = /^(?:[\p{L}\d%/-]|[.,]\d|\.\p{L}|\s?(?:euro|%|m2))/iu;
  return !amountBefore.test(before) && !amountAfter.test(after);
}
