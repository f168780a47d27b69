"""The method of the conversation where a script's checks don't reach: languages, letters, pages, coming back later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.conversation import follow_ups
from bot.db import utc_now
from bot.followup.models import FollowUp
from bot.handover.models import Conversation, OutboxMessage
from bot.socialmap.models import Gap

if TYPE_CHECKING:
    from bot.cli.stage import Stage

pytestmark = pytest.mark.slow
Talk = Callable[..., dict[str, Any]]
STORY = ("ik heb schulden en de deurwaarder stuurt steeds brieven", "vooral de huur, ik loop drie maanden achter")
LETTER = """Gemeente Waterrijk
Afdeling Werk en Inkomen
12 november 2026
Betreft: uw aanvraag bijzondere bijstand
Geachte mevrouw,
Wij hebben uw aanvraag ontvangen. U moet ons de bankafschriften van de laatste drie maanden sturen.
Stuur deze vóór 4 december 2026 op. Anders kunnen wij uw aanvraag niet behandelen.
Met vriendelijke groet,
Afdeling Werk en Inkomen"""


@pytest.fixture
def talk(stage: Stage, request: pytest.FixtureRequest) -> Talk:
    """Say something as a person of this test's own; a payload is a pressed button."""

    def say(text: str, payload: str | None = None) -> dict[str, Any]:
        return asyncio.run(stage.turn(request.node.name, "web", text, payload))

    return say


def text_of(turn: dict[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in turn["replies"])


def button(turn: dict[str, Any], start: str) -> str:
    """The payload of a button that was offered in this turn."""
    payloads = [button["payload"] for reply in turn["replies"] for button in reply["buttons"]]
    found = [payload for payload in payloads if payload.startswith(start)]
    assert found, f"no button {start} among {payloads}"
    return found[0]


def told(talk: Talk) -> dict[str, Any]:
    """A story told up to its summary."""
    talk(STORY[0])
    return talk(STORY[1])


def chosen(talk: Talk) -> dict[str, Any]:
    """A first option chosen, to be done by oneself."""
    told(talk)
    shown = talk("ja klopt")
    return talk("Ik doe het zelf", button(talk("die", button(shown, "/choose_option")), "/choose_self"))


def conversation(stage: Stage, person: str) -> Conversation:
    with stage.sessions() as db:
        return db.execute(select(Conversation).where(Conversation.address == person)).scalar_one()


def test_a_rich_story_reaches_its_summary_in_two_turns(talk: Talk) -> None:
    summary = text_of(told(talk))
    assert "huur" in summary and "deurwaarder" in summary and "Klopt het" in summary


def test_a_thin_story_is_asked_about_and_every_question_can_be_skipped(talk: Talk) -> None:
    asked = [text_of(talk("ik heb schulden"))]
    while "Klopt het" not in asked[-1] and len(asked) < 7:
        asked.append(text_of(talk("sla over", "/skip_question") if len(asked) > 1 else talk("alles eigenlijk")))
    assert "Klopt het" in asked[-1] and 3 <= len(asked) <= 6
    assert len(set(asked)) == len(asked) and all(text.count("?") <= 1 for text in asked)


def test_what_was_told_by_itself_is_not_asked(talk: Talk) -> None:
    talk("ik ben mijn baan kwijt")
    turn = talk("ik wil gewoon weer werk en rust in mijn hoofd, mijn zus helpt me soms")
    assert "Klopt het" in text_of(turn)


def test_of_two_things_the_resident_chooses_the_first_and_the_other_is_kept(talk: Talk) -> None:
    talk("ik kan mijn huur niet betalen en de deurwaarder belt elke dag")
    turn = talk("en mijn moeder is dement, ik zorg elke dag voor haar en kan niet meer")
    if "Klopt het" not in text_of(turn):
        turn = talk("sla over", "/skip_question")
    first = talk("Klopt", button(turn, '/affirm{"first": "mantelzorg"'))
    assert first["replies"][0]["organisations"]
    done = talk("Ik doe het zelf", button(talk("1", button(first, "/choose_option")), "/choose_self"))
    assert "twee weken" in text_of(done)
    after = talk("nee liever niet", button(done, "/deny"))
    assert "geld" in text_of(after) and "Zullen we" in text_of(after)
    second = talk("ja", button(after, "/affirm"))
    assert second["replies"][0]["organisations"] and "Klopt" not in text_of(second)


def test_english_is_answered_in_english_up_to_the_person(talk: Talk, stage: Stage, request: Any) -> None:
    first = text_of(talk("The landlord wants me out of my apartment and sends letters in Dutch"))
    assert "English" in first and "Je schrijft" not in first
    summary = talk("mostly the letters from the bailiff, I am afraid to open them")
    assert "is it " in text_of(summary).lower() and "housing" in text_of(summary)
    shown = talk("yes that is right")
    assert shown["replies"][0]["organisations"] and "Dutch" in text_of(shown)
    assert conversation(stage, request.node.name).language == "en"
    back = talk("Liever Nederlands", button(talk("what languages do you speak"), '/choose_language{"language": "nl"}'))
    assert "Nederlands" in text_of(back) and conversation(stage, request.node.name).language == "nl"


@pytest.mark.parametrize(
    ("language", "first", "second", "word"),
    [
        (
            "pl",
            "straciłem pracę i nie mogę zapłacić za mieszkanie",
            "listy przychodzą codziennie i nie rozumiem ich",
            "człowiek",
        ),
        ("tr", "işimi kaybettim ve kiramı ödeyemiyorum", "her gün mektup geliyor ve anlamıyorum", "insan"),
        ("uk", "я втратив роботу і не можу заплатити за квартиру", "щодня приходять листи і я їх не розумію", "людин"),
        ("ar", "فقدت عملي ولا أستطيع دفع الإيجار هذا الشهر", "تصل الرسائل كل يوم ولا أفهم ما فيها", "إنسان"),
    ],
)
def test_a_short_path_leads_to_a_person(
    talk: Talk, stage: Stage, request: Any, language: str, first: str, second: str, word: str
) -> None:
    talk(first)
    assert conversation(stage, request.node.name).language == language
    offered = talk(second)
    assert word in text_of(offered).lower()
    preview = talk("1", button(offered, "/ask_human"))
    requested = talk("1", button(preview, "/affirm"))
    assert requested["handover_state"] == "requested"
    dutch = ("Ik ", "Je ", "Wat ", "Mag ik")
    for turn in (offered, preview, requested):
        assert not any(start in text_of(turn) for start in dutch), text_of(turn)


def test_who_says_u_hears_u(talk: Talk) -> None:
    talk("kunt u mij helpen met mijn administratie, ik raak het overzicht kwijt")
    turn = talk("de brieven van de belastingdienst, die durf ik niet meer te openen")
    assert " u " in text_of(turn).lower() and " je " not in text_of(turn).replace(STORY[0], "")


def test_a_letter_is_read_literally_and_never_judged(talk: Talk) -> None:
    said = text_of(talk(LETTER))
    assert "4-12-2026" in said and "bankafschriften" in said and "bijzondere bijstand" in said
    assert said.count("?") == 1 and len(said.split(". ")) <= 7
    assert not any(word in said for word in ("u hebt recht", "je hebt recht", "bezwaar"))
    assert "Waar ben je bang" not in text_of(talk("ik weet niet of ik alles nog heb, de bank geeft ze niet meer"))


def test_a_closed_door_gives_another_route_and_a_person(talk: Talk) -> None:
    told(talk)
    shown = talk("ja klopt")["replies"][0]["organisations"]
    again = talk("daar ben ik al geweest, ze hebben me afgewezen")["replies"][0]
    assert "bezwaar" in again["text"]
    assert {card["id"] for card in again["organisations"][:-1]}.isdisjoint({card["id"] for card in shown[:-1]})
    assert again["organisations"][-1]["id"] == shown[-1]["id"], "the person stays on offer"


def test_coming_back_after_two_weeks(talk: Talk, stage: Stage, request: Any) -> None:
    done = chosen(talk)
    assert "twee weken" in text_of(done)
    assert "Typ je “stop”" in text_of(talk("ja dat mag", button(done, "/affirm")))
    person = request.node.name
    assert asyncio.run(follow_ups.ask_due(stage.parts, utc_now() + timedelta(days=13))) == []
    asked = asyncio.run(follow_ups.ask_due(stage.parts, utc_now() + timedelta(days=15)))
    assert asked == [conversation(stage, person).id]
    assert asyncio.run(follow_ups.ask_due(stage.parts, utc_now() + timedelta(days=16))) == [], "asked once"
    with stage.sessions() as db:
        last = db.execute(select(OutboxMessage.body).order_by(OutboxMessage.id.desc())).scalars().first()
    assert "Is het gelukt" in last["text"]
    failed = talk("nee, ze namen niet op")
    assert failed["replies"][0]["organisations"] and "deur" in text_of(failed)


def test_one_word_stops_it(talk: Talk, stage: Stage) -> None:
    talk("ja dat mag", button(chosen(talk), "/affirm"))
    assert "vraag het niet meer" in text_of(talk("stop"))
    assert asyncio.run(follow_ups.ask_due(stage.parts, utc_now() + timedelta(days=15))) == []
    with stage.sessions() as db:
        assert {row.state for row in db.execute(select(FollowUp)).scalars()} <= {"stopped", "asked"}


def test_the_page_holds_the_residents_words(talk: Talk, stage: Stage, request: Any) -> None:
    assert "nog niets" in text_of(talk("kan ik dit uitprinten", "/take_away"))
    told(talk)
    talk("ja klopt")
    talk("kan ik dit uitprinten", "/take_away")
    with stage.sessions() as db:
        mine = OutboxMessage.conversation_id == conversation(stage, request.node.name).id
        query = select(OutboxMessage.body).where(mine).order_by(OutboxMessage.id.desc())
        page = db.execute(query).scalars().first()["page"]
    lines = [line for part in page["parts"] for line in part["lines"]]
    assert (
        set(STORY) <= set(lines)
        and [part["heading"] for part in page["parts"]] == ["Wat er speelt", "Waar ik terechtkan"]
        and page["closing"]
    )


def test_what_the_map_lacks_is_recorded_without_words(talk: Talk, stage: Stage) -> None:
    talk("ik zoek een vrijwilliger die oude scheepsjournalen uit het Faroers kan vertalen")
    talk("het zijn de journalen van mijn opa, ik wil ze voor mijn kleinkinderen bewaren")
    shown = talk("ja klopt")
    assert "vind ik niet" in text_of(shown) or "vind geen plek" in text_of(shown)
    with stage.sessions() as db:
        gaps = db.execute(select(Gap)).scalars().all()
    assert gaps and not any("Faroers" in str(vars(gap)) for gap in gaps)


def test_a_long_conversation_keeps_what_was_said(talk: Talk) -> None:
    told(talk)
    for number in range(24):
        talk(("ben je een mens?", "wie ben jij?", "leest de gemeente mee?")[number % 3])
    assert "huur" in text_of(talk("laat zien wat je hebt opgeschreven"))
    assert talk("ja klopt")["replies"][0]["organisations"]


def test_erasing_is_asked_once_and_can_be_typed(talk: Talk, stage: Stage, request: Any) -> None:
    told(talk)
    before = conversation(stage, request.node.name).id
    assert "Zal ik het wissen" in text_of(talk("wis alles"))
    assert "bewaar" in text_of(talk("nee", "/deny")) and "huur" in text_of(talk("laat zien wat je hebt opgeschreven"))
    talk("wis alles")
    assert "gewist" in text_of(talk("ja wis alles"))
    assert conversation(stage, request.node.name).id != before
