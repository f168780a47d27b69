"""WhatsApp through the stand-in of the Cloud API: signed webhooks in, messages out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from .people import QUESTIONS, WhatsAppResident, answers, opening
from .servers import Running

pytestmark = pytest.mark.slow

_numbers = count(1)
NAMES = [name for _, name in QUESTIONS]


@pytest.fixture
def resident(running: Running) -> Iterator[WhatsAppResident]:
    yield WhatsAppResident(running.whatsapp, f"3160000{next(_numbers):04}")


def wait_answer(resident: WhatsAppResident, number: int) -> None:
    resident.wait_text(opening(NAMES[number]))


def test_a_message_is_answered_exactly_once(resident: WhatsAppResident) -> None:
    resident.say(QUESTIONS[0][0])
    wait_answer(resident, 0)
    resident.say(QUESTIONS[1][0])
    wait_answer(resident, 1)
    assert answers(resident.received()) == NAMES[:2]


def test_a_message_delivered_twice_is_answered_once(resident: WhatsAppResident) -> None:
    resident.say(QUESTIONS[0][0], twice=True)
    resident.say(QUESTIONS[1][0])
    wait_answer(resident, 1)
    assert answers(resident.received()) == NAMES[:2]


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc"])
def test_an_unsigned_message_is_refused(running: Running, resident: WhatsAppResident, signature: str) -> None:
    message = {"id": "wamid.forged", "from": resident.number, "type": "text", "text": {"body": "hallo"}}
    value = {"messaging_product": "whatsapp", "messages": [message]}
    body = json.dumps({"entry": [{"changes": [{"field": "messages", "value": value}]}]})
    headers = {"X-Hub-Signature-256": signature, "Content-Type": "application/json"}
    answer = httpx.post(f"{running.front}/webhooks/whatsapp", content=body, headers=headers, trust_env=False)
    assert answer.status_code == 401
    assert resident.received() == []


def test_messages_survive_the_death_of_the_front_door(running: Running, resident: WhatsAppResident) -> None:
    running.kill("actions")  # so that the answer cannot be on its way yet
    resident.say(QUESTIONS[0][0])
    running.kill("front")
    running.wait_ready()
    resident.say(QUESTIONS[1][0])
    wait_answer(resident, 1)
    assert answers(resident.received()) == NAMES[:2]
