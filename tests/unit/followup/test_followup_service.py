"""Follow-ups: planned once, asked once, stopped with one word, gone with the conversation."""

from __future__ import annotations

from datetime import timedelta

from bot.db import Sessions, utc_now
from bot.followup import service
from bot.handover import service as handover

DAY = timedelta(days=1)


def test_a_conversation_has_one_planned_question_the_newest(sessions: Sessions) -> None:
    now = utc_now()
    with sessions() as db:
        conversation = handover.open_conversation(db, "web", "a")
        service.plan(db, conversation.id, now + DAY)
        service.plan(db, conversation.id, now + 3 * DAY)
        assert service.due(db, now + 2 * DAY) == []
        assert len(service.due(db, now + 4 * DAY)) == 1


def test_it_is_asked_once(sessions: Sessions) -> None:
    now = utc_now()
    with sessions() as db:
        row = service.plan(db, handover.open_conversation(db, "web", "a").id, now)
        assert service.asked(db, row.id) and not service.asked(db, row.id)
        assert service.due(db, now + DAY) == []


def test_stopping_stops_and_says_whether_there_was_anything(sessions: Sessions) -> None:
    now = utc_now()
    with sessions() as db:
        conversation = handover.open_conversation(db, "web", "a")
        assert not service.stop(db, conversation.id)
        row = service.plan(db, conversation.id, now)
        assert service.stop(db, conversation.id) and not service.stop(db, conversation.id)
        assert not service.asked(db, row.id) and service.due(db, now + DAY) == []


def test_not_now_is_later(sessions: Sessions) -> None:
    now = utc_now()
    with sessions() as db:
        row = service.plan(db, handover.open_conversation(db, "web", "a").id, now)
        service.postpone(db, row.id, DAY)
        assert service.due(db, now) == [] and len(service.due(db, now + DAY)) == 1


def test_deleting_a_conversation_deletes_what_was_planned(sessions: Sessions) -> None:
    now = utc_now()
    with sessions() as db:
        conversation = handover.open_conversation(db, "web", "a")
        service.plan(db, conversation.id, now)
        handover.forget(db, conversation.id)
    with sessions() as db:
        assert service.due(db, now + DAY) == []
