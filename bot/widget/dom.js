/** Small helpers to build DOM nodes. Text is always a text node, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Line drawings on a 24 by 24 grid: the path data of each icon. */
const ICONS = {
  beside: "M4 20v-6a4 4 0 0 1 8 0v6M12 20v-6a4 4 0 0 1 8 0v6M8 7a2 2 0 1 0 0-.01M16 7a2 2 0 1 0 0-.01",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12h15M13 6l6 6-6 6",
  down: "M12 5v14M6 13l6 6 6-6",
};

/**
 * Makes an element. Keys that start with "on" take a listener, other keys are attributes;
 * null, undefined and false leave the attribute out, true makes it empty.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
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
