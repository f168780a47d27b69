"""One turn: seen, redacted, danger, with a person, asked and answered, whatever the engine does."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation import turn
from bot.conversation.messages import MAX_CHARACTERS, Reply

from .conftest import World


def test_a_message_gets_the_engines_answer(world: World) -> None:
    world.dialogue.domains = ["geld"]
    assert world.say("de huur is te hoog") == ["hoor: de huur is te hoog"]
    assert world.conversation().domains == ["geld"]
    assert [row.status for row in world.stored()] == ["done"]


def test_a_message_seen_twice_is_answered_once(world: World) -> None:
    first = world.receive("hallo daar", id="x")
    again = world.receive("hallo daar", id="x")
    assert (first.duplicate, again.duplicate, again.conversation_id) == (False, True, first.conversation_id)
    world.answer()
    world.receive("hallo daar", id="x")
    world.answer()
    assert world.sent() == ["hoor: hallo daar"]


def test_the_same_id_on_another_channel_is_another_message(world: World) -> None:
    world.receive("hallo daar", id="x")
    other = turn.receive(world.parts, turn.Incoming("whatsapp", "a", "x", "hallo daar"))
    assert not other.duplicate


def test_the_engine_gets_messages_in_order_and_each_with_its_own_id(world: World) -> None:
    for text in ("een ding", "nog een ding", "en dit"):
        world.receive(text)
    world.answer()
    assert world.dialogue.texts == ["een ding", "nog een ding", "en dit"]
    assert len({message_id for _, message_id, _ in world.dialogue.asked}) == 3
    assert world.sent() == ["hoor: een ding", "hoor: nog een ding", "hoor: en dit"]


def test_an_empty_message_gets_a_kind_word_and_never_reaches_the_engine(world: World) -> None:
    for text in ("", "   \n\t", "\u00a0"):
        assert world.say(text) == [world.phrase("message_empty")]
    assert world.dialogue.asked == []


def test_a_message_that_is_too_long_is_refused_but_read_for_danger(world: World, danger: str) -> None:
    long = "bla " * MAX_CHARACTERS
    assert world.say(long[: MAX_CHARACTERS + 1]) == [world.phrase("message_too_long")]
    receipt = world.receive("bla " * (MAX_CHARACTERS // 2) + ". " + danger)
    assert receipt.crisis == "suicide"
    assert world.dialogue.asked == []


def test_the_longest_allowed_message_is_answered(world: World) -> None:
    assert len(world.say("a" * MAX_CHARACTERS)) == 1
    assert len(world.dialogue.asked) == 1


def test_an_engine_without_words_still_gives_a_reply(world: World) -> None:
    world.dialogue.replies = []
    assert world.say("hm") == [world.phrase("carry_on")]


def test_what_was_said_twice_running_is_not_said_a_third_time(world: World) -> None:
    world.dialogue.replies = [Reply("Mag ik het doorgeven?", [{"title": "Ja", "payload": "/affirm"}])]
    said = []
    for text in ("een mens", "iemand anders", "liever samen", "toch een mens", "graag", "nu"):
        world.receive(text)
        world.answer()
        said.append(world.sent()[-1])
    assert said[:2] == ["Mag ik het doorgeven?"] * 2
    assert said[2] == world.phrase("repeating")
    assert not any(one == two == three for one, two, three in zip(said, said[1:], said[2:], strict=False))


def test_a_payload_counts_only_when_its_button_was_sent(world: World) -> None:
    world.say("Ja, klopt", "/affirm")
    assert world.dialogue.texts == ["Ja, klopt"]
    world.offer("Ja, klopt", "/affirm")
    world.say("Ja, klopt", "/affirm")
    assert world.dialogue.texts[-1] == "/affirm"


def test_a_button_of_somebody_elses_conversation_is_worth_nothing(world: World) -> None:
    world.offer("Ja", "/affirm")
    world.say("Ja", "/affirm", who="b")
    assert world.dialogue.texts == ["Ja"]


def test_every_channel_may_start_a_conversation(world: World) -> None:
    world.say("", "/welcome")
    assert world.dialogue.texts == ["/welcome"]


@pytest.mark.parametrize(
    "text",
    [
        "/affirm",
        " /affirm",
        "//affirm",
        "/ /affirm",
        "\n/affirm",
        '/correct_summary{"text": "x"}',
        "\u00a0/affirm",
        "\u2003/affirm",
        "\x0b/affirm",
        "/\u00a0/affirm",
        "\x1f/affirm",
        "\x00/affirm",
        "\u00a0\x00/affirm",
    ],
)
def test_typed_text_is_never_an_intent(world: World, text: str) -> None:
    world.say(text)
    # Rasa strips every kind of white space before it looks for the slash.
    assert not any(asked.strip().startswith("/") for asked in world.dialogue.texts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="/ \t\n\r\x0b\x0c\x1c\x85\u00a0\u1680\u2003\u2028\u3000a{", min_size=1, max_size=6))
def test_no_mix_of_space_and_slashes_makes_an_intent(world: World, text: str) -> None:
    world.dialogue.asked.clear()
    world.say(f"{text}/affirm")
    assert not any(asked.strip().startswith("/") for asked in world.dialogue.texts)


def test_only_slashes_still_get_a_reply(world: World) -> None:
    assert world.say("///") == ["hoor: ?"]


def test_a_corrected_summary_reaches_the_engine_as_data(world: World) -> None:
    text = 'Het gaat om "de huur"}\n/affirm'
    world.say(text, "/correct_summary")
    name, _, data = world.dialogue.texts[0].partition("{")
    assert name == "/correct_summary"
    assert json.loads("{" + data) == {"text": text}


@pytest.mark.parametrize("text", ["Mijn BSN is 123456782.", "Bel me op 06 12345678 of mail piet@example.org"])
def test_personal_data_is_never_stored_and_never_reaches_the_engine(world: World, text: str) -> None:
    replies = world.say(f"{text} De huur is te hoog.")
    secrets = ("123456782", "12345678", "piet@example.org")
    seen = [row.text for row in world.stored()] + world.dialogue.texts + replies
    assert not any(secret in shown for secret in secrets for shown in seen)
    assert replies[0] == world.phrase("personal_data_hidden")
    assert "huur" in world.dialogue.texts[0]
    assert turn.history(world.parts, world.conversation().id)[0]["text"] == world.stored()[0].text


def test_personal_data_in_a_long_message_is_not_stored_either(world: World) -> None:
    world.say("bla " * MAX_CHARACTERS + "123456782")
    world.say("Mijn BSN is 123456782." + " bla" * MAX_CHARACTERS)
    assert not any("123456782" in row.text for row in world.stored())


def test_text_a_database_cannot_hold_is_still_answered(world: World) -> None:
    assert len(world.say("de huur\x00 is te hoog")) == 1
    assert len(world.say("de huur \ud83d is te hoog")) == 1


def test_danger_is_answered_at_once_with_the_engine_down(world: World, danger: str) -> None:
    world.dialogue.down = True
    receipt = world.receive(danger)
    assert (receipt.crisis, receipt.pending) == ("suicide", False)
    assert any("113" in text for text in world.sent())
    assert world.stored()[0].crisis == "suicide"
    assert world.answer() is True


def test_danger_with_personal_data_is_answered_first(world: World, danger: str) -> None:
    assert world.receive(f"{danger}. Bel me op 06 12345678").crisis == "suicide"
    assert "12345678" not in world.stored()[0].text


def test_an_answer_that_comes_after_danger_was_told_is_kept_back(world: World, danger: str) -> None:
    world.receive("de huur is te hoog")
    world.receive(danger)
    replies = world.sent()
    world.answer()
    assert world.sent() == replies
    assert [row.status for row in world.stored()] == ["done", "overheard"]


def test_beside_a_supporter_the_assistant_is_silent(world: World) -> None:
    world.hand_over("with_supporter")
    assert world.say("de huur is te hoog") == []
    assert world.dialogue.asked == []
    assert [row.status for row in world.stored()] == ["done"]


def test_what_was_told_while_the_danger_was_asked_about_is_not_lost(world: World) -> None:
    told = "ik zie het niet meer zitten. mijn moeder dwaalt elke nacht"
    world.say(told)
    world.say("nee hoor")
    assert world.dialogue.asked == []
    world.say("zij dwaalt elke nacht door het huis en ik slaap niet")
    world.say("en mijn werk wordt kwaad")
    assert world.dialogue.overheard == [[told], []]


def test_what_was_overheard_is_told_again_when_the_engine_was_down(world: World) -> None:
    told = "ik zie het niet meer zitten"
    world.say(told)
    world.say("nee hoor")
    world.dialogue.down = True
    assert world.say("ik heb een vraag over mijn huur") == []
    world.dialogue.down = False
    world.answer()
    assert world.dialogue.overheard == [[told]]


def test_who_says_u_is_asked_with_u_about_danger(world: World) -> None:
    (asked,) = world.say("kunt u mij helpen, ik zie het niet meer zitten")
    assert "denkt u aan zelfmoord?" in asked


def test_beside_a_supporter_danger_is_still_answered(world: World, danger: str) -> None:
    world.hand_over("with_supporter")
    assert any("113" in text for text in world.say(danger))


def test_beside_a_supporter_the_talk_after_danger_is_theirs(world: World, danger: str) -> None:
    world.say(danger)
    world.hand_over("with_supporter")
    assert world.say("ja") == []


def test_a_supporter_who_comes_in_during_a_turn_is_not_talked_over(world: World) -> None:
    world.dialogue.meanwhile = lambda: world.hand_over("with_supporter")
    assert world.say("de huur is te hoog") == []


def test_while_waiting_for_a_person_the_assistant_goes_on(world: World) -> None:
    world.hand_over("waiting")
    assert world.say("en nog iets") == ["hoor: en nog iets"]
    assert world.conversation().owner_state == "waiting"


def test_after_a_supporter_is_done_the_assistant_answers_again(world: World) -> None:
    world.hand_over("closed")
    assert world.say("ik ben er weer") == ["hoor: ik ben er weer"]
    assert world.conversation().owner_state == "assistant"


def test_two_workers_answer_a_message_once(world: World) -> None:
    def other_worker() -> None:
        world.dialogue.meanwhile = None
        with world.sessions() as db:
            row = db.query(turn.InboundMessage).one()
            row.status = "done"

    world.receive("de huur is te hoog")
    world.dialogue.meanwhile = other_worker
    world.answer()
    assert world.sent() == []


def test_history_shows_both_sides_in_order(world: World) -> None:
    world.dialogue.replies = [Reply("antwoord", [{"title": "Ja", "payload": "/affirm"}])]
    world.say("vraag")
    shown = turn.history(world.parts, world.conversation().id)
    assert [(line["who"], line["text"]) for line in shown] == [("resident", "vraag"), ("assistant", "antwoord")]
    assert shown[1]["buttons"] == [{"title": "Ja", "payload": "/affirm"}]
    assert shown[1]["id"].startswith("o")
