from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.whatsapp import delivery
from bot.channels.whatsapp.errors import Outcome, Verdict
from bot.channels.whatsapp.parse import Status
from bot.db import Sessions
from bot.handover import service
from bot.handover.models import OutboxMessage

Row = Callable[[int], OutboxMessage]
Report = Callable[..., None]


@pytest.fixture
def report(sessions: Sessions, clock: Any) -> Report:
    """`report(id, name, code=None, callback="")` takes in one status."""

    def take(message_id: str, name: str, code: int | None = None, callback: str = "") -> None:
        with sessions() as db:
            delivery.apply_status(db, Status(message_id, name, code, callback), clock())

    return take


@pytest.fixture
def sent(sessions: Sessions, queue: Callable[..., int], clock: Any) -> int:
    """A row of one part that was accepted as wamid.1."""
    row_id = queue("Hoi")
    with sessions() as db:
        assert delivery.claim(db, row_id, clock())
        delivery.record(db, row_id, 0, 1, Outcome(Verdict.ACCEPTED, "wamid.1"), clock())
    return row_id


def test_statuses_only_go_forward(sent: int, row: Row, report: Report) -> None:
    seen = []
    for name in ("sent", "delivered", "delivered", "read", "delivered", "sent", "failed", "warning"):
        report("wamid.1", name)
        seen.append(row(sent).status)
    assert seen == ["sent", "delivered", "delivered", "read", "read", "read", "read", "read"]


def test_a_report_about_an_unknown_message_changes_nothing(sent: int, row: Row, report: Report) -> None:
    for callback in ("", "naast.999.0.1", "naast.1.0", "naast.x.0.1", f"naast.{'9' * 40}.0.1", "other"):
        report("wamid.unknown", "delivered", callback=callback)
    assert row(sent).status == "sent"


def test_failing_for_good(sent: int, row: Row, report: Report) -> None:
    for _ in range(2):
        report("wamid.1", "failed", 131026)
    assert (row(sent).status, row(sent).error) == ("failed", "131026")


def test_failing_for_now_queues_the_part_again_once(sent: int, row: Row, report: Report, clock: Any) -> None:
    for _ in range(3):
        report("wamid.1", "failed", 131016, f"naast.{sent}.0.1")
    assert (row(sent).status, row(sent).parts_sent) == ("queued", 0)
    assert row(sent).next_attempt_at > clock()
    report("wamid.1", "sent", callback=f"naast.{sent}.0.1")  # came too late
    assert row(sent).status == "queued"


def test_a_report_that_overtakes_the_answer(sessions: Sessions, queue: Callable[..., int], row: Row, report: Report,
                                            clock: Any) -> None:
    row_id = queue("Hoi")
    with sessions() as db:
        delivery.claim(db, row_id, clock())
    report("wamid.1", "delivered", callback=f"naast.{row_id}.0.1")
    with sessions() as db:
        delivery.record(db, row_id, 0, 1, Outcome(Verdict.ACCEPTED, "wamid.1"), clock())
    assert (row(row_id).status, row(row_id).parts_sent) == ("delivered", 1)


def test_a_claimed_row_is_not_free(sessions: Sessions, queue: Callable[..., int], clock: Any) -> None:
    row_id = queue("Hoi")
    with sessions() as db:
        assert delivery.claim(db, row_id, clock())
        assert delivery.claim(db, row_id, clock()) is None


def test_a_conversation_deleted_meanwhile(sessions: Sessions, queue: Callable[..., int], clock: Any) -> None:
    row_id = queue("Hoi")
    with sessions() as db:
        delivery.claim(db, row_id, clock())
        service.forget(db, db.get(OutboxMessage, row_id).conversation_id)
    with sessions() as db:
        delivery.record(db, row_id, 0, 1, Outcome(Verdict.ACCEPTED, "wamid.1"), clock())
        assert delivery.claim(db, row_id, clock()) is None


@pytest.mark.parametrize("payload", [None, "/affirm", "naast", "naast.1", "naast.x.0", "naast.1.2.3", "Ja. Dank je."])
def test_other_payloads_stand_for_themselves(sessions: Sessions, payload: str | None) -> None:
    with sessions() as db:
        assert delivery.payload_of(db, payload, "31600000001") == payload


def test_a_reference_to_nothing(sessions: Sessions, queue: Callable[..., int]) -> None:
    row_id = queue({"text": "?", "buttons": [{"title": "Ja", "payload": "/affirm"}]})
    with sessions() as db:
        assert delivery.payload_of(db, f"naast.{row_id}.0", "31600000001") == "/affirm"
        for missing in (f"naast.{row_id}.1", f"naast.{row_id + 1}.0"):
            assert delivery.payload_of(db, missing, "31600000001") is None
