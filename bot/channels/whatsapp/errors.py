"""What to do after an attempt to send: the classes of the Cloud API's errors, and how long to wait."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import httpx


class Verdict(Enum):
    """What an attempt tells us.

    ACCEPTED: WhatsApp has it. RETRY: it was refused for now. NEVER: sending this again cannot help. ACCOUNT:
    nothing can be sent until an operator mends the account, so the message waits and the sender pauses.
    UNCLEAR: nobody knows whether it was taken.
    """

    ACCEPTED = "accepted"
    RETRY = "retry"
    NEVER = "never"
    ACCOUNT = "account"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Outcome:
    """The result of one attempt; `reason` is a code or the name of a network error, never a message text."""

    verdict: Verdict
    provider_id: str | None = None
    reason: str = ""


INTERNAL, TOO_MANY_TO_ONE = 131000, 131056
RETRY_CODES = {2, 4, 80007, 130429, 131016, TOO_MANY_TO_ONE, 131057, INTERNAL}
# Access token, permissions, policy lock, payment, registration.
ACCOUNT_CODES = {0, 3, 10, 190, 368, 131005, 131031, 131042, 133010} | set(range(200, 300))

# These errors come before one byte of the message has left.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError,
            httpx.UnsupportedProtocol)

WINDOW = timedelta(hours=24)
INTERNAL_ATTEMPTS = 5
FIRST_DELAY, PERSON_DELAY, LONGEST_DELAY = 2.0, 6.0, 600.0


def classify(status: int, code: int | None) -> Verdict:
    """The verdict on an answer with this HTTP status and, if the answer had one, this Graph error code."""
    if code in ACCOUNT_CODES:
        return Verdict.ACCOUNT
    if code in RETRY_CODES or status >= 500 or (status == 429 and code is None):
        return Verdict.RETRY
    # Without a code it was not the Cloud API that answered but, say, a proxy, and so for every message.
    return Verdict.ACCOUNT if code is None and status != 400 else Verdict.NEVER


def read_answer(response: httpx.Response) -> Outcome:
    """The outcome of an answer. A success without a message id says nothing for certain."""
    try:
        data: Any = response.json()
    except ValueError:
        data = None
    data = data if isinstance(data, dict) else {}
    if response.is_success:
        messages = data.get("messages")
        first = messages[0] if isinstance(messages, list) and messages else {}
        provider_id = first.get("id") if isinstance(first, dict) else None
        if not provider_id:
            return Outcome(Verdict.UNCLEAR, reason="no id")
        return Outcome(Verdict.ACCEPTED, str(provider_id))
    error = data.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    code = code if isinstance(code, int) else None
    return Outcome(classify(response.status_code, code), reason=str(code or f"HTTP {response.status_code}"))


def read_failure(error: httpx.HTTPError) -> Outcome:
    """The outcome of an attempt that got no answer."""
    verdict = Verdict.RETRY if isinstance(error, NOT_SENT) else Verdict.UNCLEAR
    return Outcome(verdict, reason=type(error).__name__)


def worth_retrying(reason: str, attempts: int, created_at: datetime, now: datetime) -> bool:
    """Whether to go on: a free-form message has no use after the 24 hours in which it may be sent."""
    return now - created_at < WINDOW and not (reason == str(INTERNAL) and attempts + 1 >= INTERNAL_ATTEMPTS)


def delay(reason: str, attempts: int) -> timedelta:
    """How long to wait after `attempts` earlier attempts: doubling, with jitter to spread the load."""
    base = PERSON_DELAY if reason == str(TOO_MANY_TO_ONE) else FIRST_DELAY
    seconds = min(LONGEST_DELAY, base * 2 ** min(attempts, 16))
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))
