"""A part dies in the middle of a conversation: nothing is lost, nothing is repeated, and danger is answered anyway."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import pytest

from .people import OUTAGE, QUESTIONS, Resident, answers
from .servers import Running, eventually

pytestmark = pytest.mark.slow

NAMES = [name for _, name in QUESTIONS]
PHONE = "099-000 01 01"
TOLD = OUTAGE.split(".")[0]


def outage_told(resident: Resident) -> list[str]:
    """Every time this resident read that answering takes longer."""
    return [message["text"] for message in resident.replies() if TOLD in (message.get("text") or "")]


def assert_answered_once(resident: Resident) -> None:
    """Every question answered exactly once and in order, after everything that was waiting has been answered."""
    resident.wait_answers(NAMES)
    resident.say(QUESTIONS[0][0])
    eventually(lambda: len(answers(resident.replies())) > len(NAMES), "an answer to one more question")
    assert answers(resident.replies()) == [*NAMES, NAMES[0]]
    said = [message["text"] for message in resident.history() if message["who"] == "resident"]
    assert said == [question for question, _ in [*QUESTIONS, QUESTIONS[0]]]


@dataclass
class Outage:
    """What was seen while Rasa was dead: the answer to danger, and the questions without an answer at that moment."""

    talking: Resident
    in_danger: Resident
    danger_reply: str
    waiting_then: list[str]


@pytest.fixture(scope="module")
def rasa_died(running: Running) -> Outage:
    talking, in_danger = Resident(running.front), Resident(running.front)
    talking.say(QUESTIONS[0][0])
    talking.wait_answers(NAMES[:1])
    talking.say(QUESTIONS[1][0])
    running.kill("rasa")
    for question, _ in QUESTIONS[2:]:
        talking.say(question)
    eventually(lambda: running.ready() == 503, "readyz to be 503")
    in_danger.say("Ik wil niet meer leven")
    reply = in_danger.wait_text("113")["text"]
    pending = [name for name in NAMES if name not in answers(talking.replies())]
    eventually(lambda: outage_told(talking), "word of the outage")
    running.wait_ready()
    return Outage(talking, in_danger, reply, pending)


def test_messages_sent_while_rasa_is_dead_are_answered_once(rasa_died: Outage) -> None:
    assert set(NAMES[2:]) <= set(rasa_died.waiting_then)  # danger was answered before Rasa was back
    assert_answered_once(rasa_died.talking)


def test_an_outage_is_told_once_with_the_phone_number(rasa_died: Outage) -> None:
    told = outage_told(rasa_died.talking)
    assert len(told) == 1
    assert PHONE in told[0]
    assert "112" in told[0]


def test_danger_is_answered_while_rasa_is_dead(rasa_died: Outage) -> None:
    assert "113" in rasa_died.danger_reply
    texts = [message["text"] for message in rasa_died.in_danger.replies()]
    assert texts.count(rasa_died.danger_reply) == 1


def test_messages_survive_the_death_of_the_action_server(running: Running) -> None:
    resident = Resident(running.front)
    resident.say(QUESTIONS[0][0])
    running.kill("actions")
    for question, _ in QUESTIONS[1:]:
        resident.say(question)

    assert_answered_once(resident)
    assert len(outage_told(resident)) <= 1
    running.wait_ready()


def test_messages_survive_the_death_of_the_front_door(running: Running) -> None:
    resident = Resident(running.front)
    first = resident.messages_until(lambda message: True)[0].id
    for question, _ in QUESTIONS[:3]:
        resident.say(question)
    running.kill("front")
    for question, _ in QUESTIONS[3:]:
        resident.say(question)  # as the widget does: again until it is accepted

    assert_answered_once(resident)
    assert len(outage_told(resident)) <= 1
    events = resident.messages_until(lambda message: answers([message]) == NAMES[-1:], first)
    assert answers([event.data for event in events]) == NAMES
    running.wait_ready()


def test_the_console_comes_back_too(running: Running) -> None:
    running.kill("console")
    eventually(lambda: _healthy(running.console), "the console")


def _healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
