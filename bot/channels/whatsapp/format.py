"""From an outbox body to the contents of Cloud API messages, within the limits of WhatsApp.

Order: the text, then a page to take along, then a message for each organisation, then the choices, which so stay at
hand below it all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.channels.whatsapp.texts import day, table
from bot.text import clip

Content = dict[str, Any]

TEXT, BUTTON_BODY = 4096, 1024
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200


def contents(body: dict[str, Any], row_id: int, supporter: str | None = None, invitation: str = "") -> list[Content]:
    """The messages for one outbox row, in order.

    Args:
        body: `{"text", "buttons", "organisations", "kind", "summary", "page"}`; each may be missing.
        row_id: the outbox row, to find a payload again that is too long for WhatsApp.
        supporter: the name of the person who wrote this, shown above the text.
        invitation: where a page to take along can be opened, said below the text.
    """
    text, choices = _words(body, supporter), [b for b in body.get("buttons") or [] if b["title"].strip()]
    text = f"{text}\n\n{invitation}".strip()
    cards = [page_text(body["page"])] if body.get("page") else []
    cards += [card(organisation) for organisation in body.get("organisations") or []]
    before, question = (split(text, TEXT), "") if cards or not choices else _question(text, len(choices))
    made = [_text(piece) for piece in before]
    made += [_text(piece) for each in cards for piece in split(each, TEXT)]
    return made + _choices(choices, question or str(table()["kies_hieronder"]), row_id)


def reference(row_id: int, index: int) -> str:
    """A short id that stands for the payload of one button of an outbox row."""
    return f"naast.{row_id}.{index}"


def card(organisation: dict[str, Any]) -> str:
    """One organisation as readable text, a line a fact."""
    labels: dict[str, str] = table()["kaart"]
    get = organisation.get

    def line(label: str, value: Any) -> str:
        return labels[label].format(value=" ".join(str(value).split())) if value else ""

    url, name, service = str(get("url") or ""), get("name"), get("service")
    cost = labels["gratis"] if get("free") else line("kosten", get("fees"))
    opening = "" if get("open_now") is None else labels["nu_open" if get("open_now") else "nu_dicht"]
    paragraphs: list[list[Any]] = [
        [line("naam", name), service if service != name else "", get("description")],
        [line("waarom", get("why"))],
        [table()["aangeboden_door"].get(get("offered_by"), ""), cost, get("distance"), opening],
        [line("zo_gaat_het", get("how"))],
        [line("bellen", get("phone")), line("mailen", get("email")),
         line("website", url if url.startswith("https://") else "")],
        [line("betaald_door", get("funder")), line("nagekeken", day(str(get("checked_at") or "")))],
    ]
    return "\n\n".join("\n".join(filter(None, lines)) for lines in paragraphs if any(lines))


def page_text(page: dict[str, Any]) -> str:
    """A page to take along as readable text, its title and headings in bold."""
    parts = ["\n".join([f"*{part['heading']}*", *part["lines"]]) for part in page["parts"]]
    return "\n\n".join([f"*{page['title']}*", *parts, page["closing"]])


def split(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` characters, cut at a paragraph, else a line, a sentence, a word."""
    pieces, rest = [], text.strip()
    while len(rest) > limit:
        cut = next((at + len(mark.rstrip()) for mark in ("\n\n", "\n", ". ", " ")
                    if (at := rest.rfind(mark, limit // 3, limit)) > 0), limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def _words(body: dict[str, Any], supporter: str | None) -> str:
    text, summary = (body.get("text") or "").strip(), (body.get("summary") or "").strip()
    if summary not in text:
        text = f"{text}\n\n{summary}".strip()
    return f"{table()['mens'].format(name=supporter)}\n{text}" if supporter and text else text


def _question(text: str, choices: int) -> tuple[list[str], str]:
    """(messages that go before, the text above the choices): the question stays with its buttons."""
    pieces = split(text, BUTTON_BODY if choices <= BUTTONS else TEXT)
    return pieces[:-1], pieces[-1] if pieces else ""


def _choices(choices: list[dict[str, str]], question: str, row_id: int) -> list[Content]:
    if not choices:
        return []
    few = len(choices) <= BUTTONS
    ids = _ids(choices, BUTTON_ID if few else ROW_ID, row_id)
    if few:
        titles = unique([c["title"] for c in choices], BUTTON_TITLE)
        replies = [{"id": i, "title": title} for i, title in zip(ids, titles, strict=True)]
        buttons = [{"type": "reply", "reply": reply} for reply in replies]
        return [_interactive("button", question, {"buttons": buttons})]
    titles = unique([c["title"] for c in choices], ROW_TITLE)
    rows = [_row(*row) for row in zip(ids, titles, [c["title"] for c in choices], strict=True)]
    return [
        _interactive("list", question if start == 0 else table()["meer_keuzes"],
                     {"button": table()["kies"], "sections": [{"rows": rows[start: start + ROWS]}]})
        for start in range(0, len(rows), ROWS)
    ]


def _row(row_id: str, title: str, whole: str) -> dict[str, str]:
    row = {"id": row_id, "title": title}
    return row if title == whole else {**row, "description": clip(whole, ROW_DESCRIPTION)}


def _ids(choices: list[dict[str, str]], limit: int, row_id: int) -> list[str]:
    """The payloads, which come back when pressed; one too long or used twice becomes a reference."""
    def fits(payload: str) -> bool:
        return 0 < len(payload) <= limit and payload == payload.strip()

    payloads = [choice.get("payload") or choice["title"] for choice in choices]
    return [p if fits(p) and p not in payloads[:i] else reference(row_id, i) for i, p in enumerate(payloads)]


def unique(titles: list[str], limit: int) -> list[str]:
    """Titles of at most `limit` characters, shortened at a word; a number tells equal ones apart."""
    made: list[str] = []
    for title in titles:
        made.append(next(try_ for try_ in _attempts(title, limit) if try_ not in made))
    return made


def _attempts(title: str, limit: int) -> Iterator[str]:
    yield clip(title, limit)
    for number in range(2, 100):
        yield f"{clip(title, limit - 3)} {number}"


def _text(body: str) -> Content:
    return {"type": "text", "text": {"body": body, "preview_url": False}}


def _interactive(kind: str, question: str, action: dict[str, Any]) -> Content:
    interactive = {"type": kind, "body": {"text": question}, "action": action}
    return {"type": "interactive", "interactive": interactive}
