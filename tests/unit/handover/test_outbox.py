"""The outbox: order holds for each conversation, whatever has to wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.db import Sessions, utc_now
from bot.handover import outbox, service
from bot.handover.models import OutboxMessage

NOW = utc_now()


@pytest.fixture
def ids(sessions: Sessions) -> dict[str, int]:
    """Queued on WhatsApp: a1, b1, a2; and one for the web."""
    ids = {}
    with sessions() as db:
        for name in ("a1", "b1", "a2"):
            conversation = service.open_conversation(db, "whatsapp", name[0])
            ids[name] = outbox.queue(db, conversation, {"text": name}).id
        outbox.queue(db, service.open_conversation(db, "web", "c"), {"text": "c1"})
    return ids


def due(sessions: Sessions, after: timedelta = timedelta(), limit: int = 50) -> list[str]:
    with sessions() as db:
        return [row.body["text"] for row in outbox.due(db, "whatsapp", NOW + after, limit)]


def test_ids_rise_and_a_resident_resumes_after_the_last_one_seen(sessions: Sessions, ids: dict[str, int]) -> None:
    assert list(ids.values()) == sorted(ids.values())
    with sessions() as db:
        conversation = service.open_conversation(db, "whatsapp", "a")
        assert [row.id for row in outbox.after(db, conversation.id, 0)] == [ids["a1"], ids["a2"]]
        assert [row.id for row in outbox.after(db, conversation.id, ids["a1"])] == [ids["a2"]]
        assert outbox.after(db, conversation.id, ids["a2"]) == []


def test_an_id_is_never_used_again(sessions: Sessions, ids: dict[str, int]) -> None:
    with sessions() as db:
        service.forget(db, service.open_conversation(db, "web", "c").id)
        service.forget(db, service.open_conversation(db, "whatsapp", "a").id)
        highest = max(ids.values()) + 1
        new = outbox.queue(db, service.open_conversation(db, "web", "d"), {"text": "d1"})
        assert new.id > highest


def test_only_the_oldest_of_a_conversation_is_due(sessions: Sessions, ids: dict[str, int]) -> None:
    assert due(sessions) == ["a1", "b1"]
    assert due(sessions, limit=1) == ["a1"]
    with sessions() as db:
        outbox.sent(db, ids["a1"], "wamid.1")
    assert due(sessions) == ["b1", "a2"]
    with sessions() as db:
        row = db.get(OutboxMessage, ids["a1"])
        assert (row.status, row.provider_id, row.attempts) == ("sent", "wamid.1", 1)


def test_what_is_postponed_holds_up_its_own_conversation_only(sessions: Sessions, ids: dict[str, int]) -> None:
    with sessions() as db:
        outbox.postpone(db, ids["a1"], NOW + timedelta(minutes=1), "e" * 500)
    assert due(sessions) == ["b1"]
    assert due(sessions, timedelta(minutes=1)) == ["a1", "b1"]
    with sessions() as db:
        row = db.get(OutboxMessage, ids["a1"])
        assert (row.status, row.attempts, len(row.error)) == ("queued", 1, 200)


def test_what_failed_for_good_lets_the_next_one_through(sessions: Sessions, ids: dict[str, int]) -> None:
    with sessions() as db:
        outbox.failed(db, ids["a1"], "number unknown")
    assert due(sessions) == ["b1", "a2"]


def test_a_deleted_message_can_be_reported_on(sessions: Sessions) -> None:
    with sessions() as db:
        outbox.sent(db, 999, None)
        outbox.failed(db, 999, "gone")
        outbox.postpone(db, 999, NOW, "gone")
        assert db.query(OutboxMessage).count() == 0
