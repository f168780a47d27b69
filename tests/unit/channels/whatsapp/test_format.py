from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.whatsapp.format import TEXT, card, contents, reference, split, unique
from bot.channels.whatsapp.standin_rules import check

ENVELOPE = {"messaging_product": "whatsapp", "to": "31600000001"}
ORGANISATION = {
    "id": "o1", "name": "Geldloket", "service": "Hulp bij schulden", "description": "Zij kijken mee naar je brieven.",
    "why": "Je maakt je brieven niet open.", "offered_by": "volunteer", "fees": None, "free": True,
    "distance": "1 km", "open_now": True, "phone": "099-000 02 02", "email": "hulp@geldloket.example",
    "url": "https://geldloket.example", "how": "Bel eerst. Je krijgt een afspraak.", "checked_at": "2026-11-01",
    "funder": "de gemeente",
}

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # also on a busy machine
words = st.text(st.sampled_from("abcdefg .,\n\u00e9"), max_size=60)
long_text = st.builds(lambda piece, times: (piece + " ") * times, words, st.integers(0, 120))
button = st.fixed_dictionaries({"title": words, "payload": st.text(st.sampled_from('/ab{}" '), max_size=300)})
bodies = st.fixed_dictionaries(
    {"text": long_text},
    optional={"buttons": st.lists(button, max_size=23), "summary": long_text,
              "organisations": st.lists(st.just(ORGANISATION), max_size=3)},
)


def replies(content: dict[str, Any]) -> list[dict[str, str]]:
    """The buttons or rows of one message."""
    action = content.get("interactive", {}).get("action", {})
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    return [button["reply"] for button in action.get("buttons", [])] + rows


@calm
@given(bodies)
def test_every_message_is_within_the_limits(body: dict[str, Any]) -> None:
    for content in contents(body, 1):
        check({**ENVELOPE, **content})


@calm
@given(bodies)
def test_every_choice_is_there_once_and_brings_its_payload_back(body: dict[str, Any]) -> None:
    buttons = [b for b in body.get("buttons", []) if b["title"].strip()]
    found = [reply for content in contents(body, 7) for reply in replies(content)]
    assert len(found) == len(buttons)
    for index, (reply, wanted) in enumerate(zip(found, buttons, strict=True)):
        assert reply["id"] in (wanted["payload"] or wanted["title"], reference(7, index))
    assert len({reply["id"] for reply in found}) == len(found)


@calm
@given(st.text(max_size=500), st.integers(5, 80))
def test_split_loses_no_letter(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_split_prefers_a_paragraph_then_a_line_then_a_sentence_then_a_word() -> None:
    assert split("een. twee\n\ndrie vier", 15) == ["een. twee", "drie vier"]
    assert split("een. twee\ndrie vier", 15) == ["een. twee", "drie vier"]
    assert split("Een twee. Drie vier", 15) == ["Een twee.", "Drie vier"]
    assert split("een twee drie", 10) == ["een twee", "drie"]


@calm
@given(st.lists(words, max_size=12), st.sampled_from([20, 24]))
def test_titles_stay_short_and_different(titles: list[str], limit: int) -> None:
    made = unique(titles, limit)
    assert all(len(title) <= limit for title in made)
    assert len(set(made)) == len(titles)


def test_a_long_title_is_cut_at_a_word() -> None:
    assert unique(["Ik wil eerst met iemand praten"], 20) == ["Ik wil eerst met…"]


def test_plain_text() -> None:
    assert contents({"text": "Hoi"}, 1) == [{"type": "text", "text": {"body": "Hoi", "preview_url": False}}]


def test_an_empty_body_is_no_message() -> None:
    assert contents({"text": " "}, 1) == []


@pytest.mark.parametrize(("count", "kind"), [(1, "button"), (3, "button"), (4, "list"), (10, "list")])
def test_buttons_or_a_list(count: int, kind: str) -> None:
    body = {"text": "Wat past?", "buttons": [{"title": f"Keuze {n}", "payload": f"/k{n}"} for n in range(count)]}
    [content] = contents(body, 1)
    assert content["interactive"]["type"] == kind
    assert content["interactive"]["body"]["text"] == "Wat past?"
    assert [reply["id"] for reply in replies(content)] == [f"/k{n}" for n in range(count)]


def test_a_row_shows_the_whole_title_below_a_shortened_one() -> None:
    titles = ["Ik wil graag dat er iemand met mij meegaat", "Kort", "Ook kort", "Nog een"]
    [content] = contents({"text": "?", "buttons": [{"title": t, "payload": f"/{t[-4:]}"} for t in titles]}, 1)
    first, second, *_ = replies(content)
    assert first == {"id": "/gaat", "title": "Ik wil graag dat er…", "description": titles[0]}
    assert second == {"id": "/Kort", "title": "Kort"}


def test_more_than_ten_choices_become_two_lists() -> None:
    made = contents({"text": "?", "buttons": [{"title": f"K{n}", "payload": f"/{n}"} for n in range(12)]}, 1)
    assert [len(replies(content)) for content in made] == [10, 2]


def test_a_long_text_keeps_its_last_part_with_the_buttons() -> None:
    text = "Zin. " * 300 + "\n\nKlopt het?"
    *before, last = contents({"text": text, "buttons": [{"title": "Ja", "payload": "/affirm"}]}, 1)
    assert before and all(content["type"] == "text" for content in before)
    assert last["interactive"]["body"]["text"].endswith("Klopt het?")


def test_choices_come_after_the_cards() -> None:
    body = {"text": "Kijk", "organisations": [ORGANISATION], "buttons": [{"title": "Ja", "payload": "/affirm"}]}
    assert [content["type"] for content in contents(body, 1)] == ["text", "text", "interactive"]


def test_a_card_says_who_what_why_cost_and_how() -> None:
    text = card(ORGANISATION)
    for part in ("*Geldloket*", "Hulp bij schulden", "brieven niet open", "Kosten: gratis", "Bel eerst",
                 "099-000 02 02", "https://geldloket.example", "1 november 2026", "Nu open", "Door vrijwilligers"):
        assert part in text


def test_a_card_leaves_out_what_is_unknown_and_what_is_no_web_address() -> None:
    assert card({"name": "Buurthuis", "url": "javascript:alert(1)", "open_now": None}) == "*Buurthuis*"


def test_a_summary_is_text_and_is_said_once() -> None:
    [whole] = contents({"text": "Ik hoor: huur. Klopt dat?", "kind": "summary", "summary": "huur"}, 1)
    assert whole["text"]["body"] == "Ik hoor: huur. Klopt dat?"
    [joined] = contents({"text": "Klopt dit?", "kind": "summary", "summary": "De huur."}, 1)
    assert joined["text"]["body"] == "Klopt dit?\n\nDe huur."


def test_a_person_is_named_above_the_text() -> None:
    [content] = contents({"text": "Dag"}, 1, supporter="Noor")
    assert content["text"]["body"] == "*Noor:*\nDag"


PAGE = {
    "title": "Mijn verhaal",
    "parts": [
        {"heading": "Wat er speelt", "lines": ["De huur.", "De brieven."]},
        {"heading": "Wens", "lines": ["Rust"]},
    ],
    "closing": "Van mij.",
}


def test_a_page_to_take_along_is_a_message_of_its_own_with_bold_headings() -> None:
    body = {"text": "Jouw bladzijde.", "kind": "page", "page": PAGE}
    first, page = (content["text"]["body"] for content in contents(body, 1, invitation="Printen: https://naast.nl/x"))
    assert first == "Jouw bladzijde.\n\nPrinten: https://naast.nl/x"
    assert page == "*Mijn verhaal*\n\n*Wat er speelt*\nDe huur.\nDe brieven.\n\n*Wens*\nRust\n\nVan mij."
    assert contents(body, 1)[0]["text"]["body"] == "Jouw bladzijde."


def test_a_long_page_becomes_several_messages_and_loses_nothing() -> None:
    lines = [f"Regel {number} gaat over de huur." for number in range(300)]
    body = {"text": "Hier.", "kind": "page", "page": {**PAGE, "parts": [{"heading": "Verhaal", "lines": lines}]}}
    sent = [content["text"]["body"] for content in contents(body, 1)]
    assert len(sent) > 3 and max(map(len, sent)) <= TEXT
    assert "\n".join(sent).count("gaat over de huur.") == 300
