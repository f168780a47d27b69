/** The kinds of card: an organisation from the social map, the summary in the resident's own words, a page to take along. */
import { fill, h, unseen } from "./dom.js";
import { base, language, texts } from "./language.js";
import { httpsAddress, mailAddress, telAddress, withPhoneLinks } from "./links.js";

/** The social map is in Dutch, whatever the language of the conversation. */
const MAP = { lang: base(), dir: "auto" };

/** organisation: as the front door gives it; onWrong(text) reports that the entry is not right. */
export function renderCard(organisation, onWrong) {
  const { name, service, description, why, how } = organisation;
  return h(
    "article",
    { class: "card" },
    h("h3", MAP, name),
    service && service !== name ? h("p", { class: "service", ...MAP }, service) : null,
    description ? h("p", MAP, ...withPhoneLinks(description)) : null,
    why ? h("p", { class: "why" }, h("strong", {}, () => texts.why), " ", h("bdi", MAP, why)) : null,
    facts(organisation),
    how ? h("p", {}, h("strong", {}, () => texts.how), " ", h("bdi", MAP, ...withPhoneLinks(how))) : null,
    actions(organisation),
    footer(organisation, onWrong),
  );
}

function facts({ offered_by: offeredBy, free, fees, distance, open_now: openNow }) {
  const items = [
    texts.offeredBy[offeredBy] && (() => texts.offeredBy[offeredBy]),
    free ? () => texts.free : fees && (() => fill(texts.fees, { fees })),
    distance && h("bdi", MAP, distance),
    openNow === true ? () => texts.openNow : openNow === false ? () => texts.closedNow : null,
  ].filter(Boolean);
  return items.length ? h("ul", { class: "facts" }, ...items.map((item) => h("li", {}, item))) : null;
}

/** Each link names its organisation for screen readers, because every card has the same three. */
function actions({ name, phone, email, url }) {
  const to = () => unseen(() => ` ${fill(texts.toOrganisation, { name })}`);
  const tel = telAddress(phone);
  const mail = mailAddress(email);
  const site = httpsAddress(url);
  const links = [
    tel && h("a", { href: tel }, () => fill(texts.call, { phone }), to()),
    mail && h("a", { href: mail }, () => texts.mail, to()),
    site &&
      h(
        "a",
        { href: site, target: "_blank", rel: "noopener noreferrer" },
        () => texts.website,
        to(),
        unseen(() => ` ${texts.newTab}`),
      ),
  ].filter(Boolean);
  return links.length ? h("div", { class: "actions" }, ...links) : null;
}

function footer({ name, funder, checked_at: checkedAt }, onWrong) {
  const wrong = h("button", { type: "button", class: "wrong" }, () => texts.wrong, unseen(` ${name}`));
  wrong.addEventListener("click", () => onWrong(fill(texts.wrongMessage, { name })));
  const checked = new Date(checkedAt);
  const lines = () => [
    funder ? fill(texts.funder, { funder }) : "",
    Number.isNaN(checked.getTime()) ? "" : fill(texts.checked, { date: day(checked) }),
  ];
  return h("div", { class: "source" }, h("p", {}, () => lines().filter(Boolean).join(" ")), wrong);
}

/** A date in the words of the language in use, with the digits that its texts have. */
function day(date) {
  const locale = `${language.code}-u-nu-latn`;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/**
 * The summary can be changed in place: it is the resident's own story.
 * own: the attributes of its language; onCorrect(text) gets the new words.
 */
export function renderSummary(summary, own, onCorrect) {
  const words = h("p", { class: "words", ...own }, summary);
  const edit = h("button", { type: "button", onclick: open }, () => texts.summaryEdit);
  const area = h("textarea", { rows: 6, onkeydown: escape });
  const form = h(
    "form",
    { hidden: true, onsubmit: save },
    h("label", {}, () => texts.summaryLabel, area),
    h("button", { type: "submit" }, () => texts.summarySave),
    h("button", { type: "button", onclick: close }, () => texts.summaryCancel),
  );

  function open() {
    area.value = words.textContent;
    show(true);
    area.focus();
  }

  function close() {
    show(false);
    edit.focus();
  }

  function show(editing) {
    form.hidden = !editing;
    words.hidden = edit.hidden = editing;
  }

  /** Escape leaves the text as it was, and does not close the whole panel as well. */
  function escape(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  }

  function save(event) {
    event.preventDefault();
    const text = area.value.trim();
    if (text && text !== words.textContent) {
      words.textContent = text;
      onCorrect(text);
    }
    close();
  }

  return h("section", { class: "card summary" }, h("h3", {}, () => texts.summaryTitle), words, edit, form);
}

/** The page to take along. address: where it can be opened; the same with ".pdf" can be kept. */
export function renderPage({ title }, own, address) {
  return h(
    "section",
    { class: "card take-away" },
    h("h3", own, title),
    h(
      "div",
      { class: "actions" },
      h(
        "a",
        { href: address, target: "_blank", rel: "noopener noreferrer" },
        () => texts.pagePrint,
        unseen(() => ` ${texts.newTab}`),
      ),
      h("a", { href: `${address}.pdf` }, () => texts.pageSave),
    ),
  );
}
