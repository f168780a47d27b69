"""A resident at the widget's HTTP interface, with everything running."""

from __future__ import annotations

import httpx
import pytest

from .people import QUESTIONS, Event, Resident, answers, opening
from .servers import Running

pytestmark = pytest.mark.slow


def test_a_message_is_answered_over_the_stream_in_order(running: Running) -> None:
    resident = Resident(running.front)
    names = [name for _, name in QUESTIONS]
    for question, _ in QUESTIONS:
        resident.say(question)

    events = resident.messages_until(lambda message: names[-1] in answers([message]))

    assert answers([event.data for event in events]) == names
    ids = [event.id or 0 for event in events]
    assert all(ids) and ids == sorted(set(ids))
    assert [event.data["id"] for event in events] == [f"o{number}" for number in ids]
    assert {event.data["who"] for event in events} == {"assistant"}


def test_the_conversation_begins_with_a_welcome(running: Running) -> None:
    resident = Resident(running.front)
    first = resident.messages_until(lambda message: True)[0]
    assert opening("utter_welcome").search(first.data["text"])


def test_a_stream_resumes_with_exactly_what_was_missed(running: Running) -> None:
    resident = Resident(running.front)
    for question, _ in QUESTIONS:
        resident.say(question)

    def last(message: dict[str, str]) -> bool:
        return QUESTIONS[-1][1] in answers([message])

    whole = resident.messages_until(last)
    half = len(whole) // 2
    rest = resident.messages_until(last, after=whole[half].id)

    assert _content(rest) == _content(whole[half + 1 :])
    assert len(rest) >= 2


def test_the_state_of_the_conversation_comes_with_the_stream(running: Running) -> None:
    states = (event for event in Resident(running.front).events() if event.name == "state")
    assert next(states).data == {"state": "assistant", "supporter": None}


def test_the_same_message_twice_is_answered_once(running: Running) -> None:
    resident = Resident(running.front)
    question, name = QUESTIONS[0]
    for _ in range(3):
        resident.say(question, message_id="the-same")
    resident.say(QUESTIONS[1][0])
    resident.wait_answers([QUESTIONS[1][1]])

    assert answers(resident.replies()) == [name, QUESTIONS[1][1]]
    assert [m["text"] for m in resident.history() if m["who"] == "resident"].count(question) == 1


def test_residents_see_only_their_own_conversation(running: Running) -> None:
    first, second = Resident(running.front), Resident(running.front)
    first.say(QUESTIONS[0][0])
    second.say(QUESTIONS[1][0])
    first.wait_answers([QUESTIONS[0][1]])
    second.wait_answers([QUESTIONS[1][1]])

    assert answers(first.replies()) == [QUESTIONS[0][1]]
    assert answers(second.replies()) == [QUESTIONS[1][1]]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer changed"])
def test_nothing_is_told_without_a_session(running: Running, header: str) -> None:
    for path in ("/widget/history", "/widget/events"):
        answer = httpx.get(running.front + path, headers={"Authorization": header}, trust_env=False)
        assert answer.status_code == 401


def test_a_deleted_conversation_is_gone_everywhere(running: Running) -> None:
    resident = Resident(running.front)
    resident.say(QUESTIONS[0][0])
    resident.wait_answers([QUESTIONS[0][1]])
    assert resident.http.post("/widget/delete", json={}).status_code == 204

    assert resident.http.get("/widget/history").status_code == 401
    assert resident.conversation not in _dump(running, "naast.db")
    assert resident.conversation not in _dump(running, "dialogue.db")


def test_rasa_refuses_whoever_lacks_the_secret(running: Running) -> None:
    rasa = running.address("NAAST_RASA_PORT")
    turn = {"conversation": "x", "message": "m1", "text": "hallo"}
    assert httpx.post(f"{rasa}/webhooks/naast/turn", json=turn, trust_env=False).status_code == 403
    message = {"sender": "x", "message": "hallo"}
    assert httpx.post(f"{rasa}/webhooks/rest/webhook", json=message, trust_env=False).status_code == 404


def _content(events: list[Event]) -> list[tuple[int | None, str]]:
    return [(event.id, event.data["text"]) for event in events]


def _dump(running: Running, name: str) -> str:
    """All that is in a SQLite file, as text."""
    import sqlite3

    with sqlite3.connect(f"file:{running.data / name}?mode=ro", uri=True) as connection:
        return "\n".join(connection.iterdump())
