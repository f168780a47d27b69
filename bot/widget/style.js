/** The look: naast.css in a shadow root under a strict content security policy, and an accent that can be read. */

const ADDRESS = new URL("naast.css", import.meta.url);
const LEAST_CONTRAST = 4.5;

let sheet = null;

/** Resolves when the style is in place; without style the widget is plain but still works. */
export async function adoptStyle(root) {
  try {
    sheet ??= load();
    root.adoptedStyleSheets = [await sheet];
  } catch {
    await linked(root); // browsers from before constructable style sheets
  }
}

async function load() {
  const response = await fetch(ADDRESS, { credentials: "omit" });
  if (!response.ok) throw new Error(`naast.css: ${response.status}`);
  const text = await response.text();
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

function linked(root) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = ADDRESS.href;
    link.onload = link.onerror = resolve;
    root.prepend(link);
  });
}

/** Falls back to the default accent when the words on `sample` have less than 4.5:1 contrast. */
export function guardAccent(frame, sample) {
  const { color, backgroundColor } = getComputedStyle(sample);
  if ((contrast(color, backgroundColor) ?? LEAST_CONTRAST) >= LEAST_CONTRAST) return;
  frame.classList.add("own-accent");
  console.warn(`naast-chat: ${color} on ${backgroundColor} is below ${LEAST_CONTRAST}:1; using the default accent.`);
}

/** WCAG contrast of two computed colours like "rgb(11, 79, 108)"; null for another notation. */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return low === null || high === null ? null : (high + 0.05) / (low + 0.05);
}

function luminance(color) {
  const match = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)/.exec(color);
  if (!match) return null;
  const [red, green, blue] = match.slice(1).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
