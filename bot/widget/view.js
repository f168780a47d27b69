/** The fixed parts of the widget: launcher, panel, bar and the place for a remark. */
import { fill, h, icon, unseen, write } from "./dom.js";
import { language, texts } from "./language.js";

/** For the parts that the page does not hold in its own language. */
const SPOKEN = { lang: () => language.code, dir: () => language.direction };

/** actions: open(), close(), language(), human(), askErase(), erase(), keep(), exit(); log and composer are elements. */
export class View {
  constructor({ municipality, actions, log, composer }) {
    this.unread = h("span", { class: "badge", hidden: true });
    this.launcher = h(
      "button",
      { type: "button", class: "launcher", "aria-expanded": "false", ...SPOKEN, onclick: actions.open },
      icon("beside"),
      () => texts.launcher,
      this.unread,
    );
    this.status = h("p", { class: "status", role: "status" });
    this.eraseButton = h("button", { type: "button", onclick: actions.askErase }, () => texts.erase);
    this.confirm = confirmation(actions);
    this.panel = h(
      "section",
      {
        class: "panel",
        id: "panel",
        role: "dialog",
        "aria-label": () => texts.panel,
        ...SPOKEN,
        tabindex: -1,
        hidden: true,
      },
      head(municipality, actions),
      h(
        "div",
        { class: "bar", role: "group", "aria-label": () => texts.bar },
        h("button", { type: "button", onclick: actions.human }, () => texts.human),
        this.eraseButton,
        h("button", { type: "button", class: "exit", onclick: actions.exit }, () => texts.exit),
      ),
      this.confirm,
      this.status,
      log,
      composer,
    );
    this.frame = h("div", { class: "frame" }, this.launcher, this.panel);
  }

  show(open) {
    this.panel.hidden = !open;
    this.launcher.hidden = open;
    this.launcher.setAttribute("aria-expanded", String(open));
    if (open) this.count(0);
  }

  /** The number of messages that came while the panel was closed. */
  count(unread) {
    const words = () => `, ${unread === 1 ? texts.unreadOne : fill(texts.unreadMany, { count: unread })}`;
    this.unread.hidden = unread === 0;
    this.unread.replaceChildren(
      h("span", { "aria-hidden": "true" }, String(unread)),
      unseen(words),
    );
  }

  /** words: a function, so that they follow the language. */
  say(words) {
    if (this.status.textContent !== words()) write(this.status, words);
  }

  /** Asks whether everything may go; the first focus is on the answer that loses nothing. */
  ask(asking, question = () => texts.eraseQuestion) {
    this.confirm.hidden = !asking;
    write(this.confirm.firstChild, question);
    if (asking) this.confirm.querySelector(".keep").focus();
    else this.eraseButton.focus();
  }
}

function head(municipality, actions) {
  return h(
    "div",
    { class: "head" },
    icon("beside"),
    h("h2", {}, () => (municipality ? fill(texts.nameIn, { municipality }) : texts.name)),
    h("p", {}, () => texts.about),
    h(
      "button",
      { type: "button", class: "language", onclick: actions.language },
      icon("globe"),
      h("span", {}, () => language.name, unseen(() => ` (${texts.otherLanguage})`)),
    ),
    h(
      "button",
      { type: "button", class: "close", "aria-label": () => texts.close, onclick: actions.close },
      icon("close"),
    ),
  );
}

function confirmation({ erase, keep }) {
  return h(
    "div",
    { class: "confirm", role: "group", "aria-labelledby": "question", hidden: true },
    h("p", { id: "question", role: "alert" }),
    h("button", { type: "button", class: "keep", onclick: keep }, () => texts.eraseNo),
    h("button", { type: "button", class: "erase", onclick: erase }, () => texts.eraseYes),
  );
}
