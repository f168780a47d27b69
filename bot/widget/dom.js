/** Small helpers to build DOM nodes. Text is always a text node, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Line drawings on a 24 by 24 grid: the path data of each icon. */
const ICONS = {
  beside: "M4 20v-6a4 4 0 0 1 8 0v6M12 20v-6a4 4 0 0 1 8 0v6M8 7a2 2 0 1 0 0-.01M16 7a2 2 0 1 0 0-.01",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12h15M13 6l6 6-6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  globe: "M12 3a9 9 0 1 0 .01 0M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
};

/** What to show anew on an element when the language of the frame changes. */
const LIVE = new WeakMap();

/**
 * Makes an element. Keys that start with "on" take a listener, other keys are attributes;
 * null, undefined and false leave the attribute out, true makes it empty.
 * A function as attribute or child gives words that follow the language, see `refresh`.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (typeof value === "function") live(element, () => element.setAttribute(key, value()));
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children) {
    if (typeof child === "function") element.append(liveText(element, child));
    else if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}

/** Sets all the words of an element; a function gives words that follow the language. */
export function write(element, words) {
  LIVE.delete(element);
  element.replaceChildren(typeof words === "function" ? liveText(element, words) : words);
}

/** Shows everything below `root` anew that follows the language. */
export function refresh(root) {
  for (const element of root.querySelectorAll("*")) LIVE.get(element)?.forEach((show) => show());
}

function liveText(element, words) {
  const node = document.createTextNode("");
  live(element, () => {
    node.data = words();
  });
  return node;
}

function live(element, show) {
  LIVE.set(element, [...(LIVE.get(element) ?? []), show]);
  show();
}

/** A decorative icon; the words beside it carry the meaning. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Words for screen readers only. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

/** Fills {name} in a text with values.name; an unknown name stays as it is. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
