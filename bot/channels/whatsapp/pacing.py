"""How fast WhatsApp lets us speak: token buckets for the whole number and for each person."""

from __future__ import annotations

PER_SECOND, PERSON_BURST, PERSON_SECONDS = 80, 45, 6.0
MAX_PERSONS = 10_000


class TokenBucket:
    """Holds at most `burst` tokens and gains `rate` a second. Times are in seconds."""

    def __init__(self, burst: float, rate: float) -> None:
        self.burst, self.rate = burst, rate
        self._tokens, self._at = burst, 0.0

    def level(self, now: float) -> float:
        self._tokens = min(self.burst, self._tokens + max(0.0, now - self._at) * self.rate)
        self._at = max(self._at, now)
        return self._tokens

    def take(self, now: float) -> None:
        self._tokens = self.level(now) - 1


class Pace:
    """May a message go to this person now? 80 a second in all; to one person 45, then 1 in 6 seconds."""

    def __init__(self) -> None:
        self._all = TokenBucket(PER_SECOND, PER_SECOND)
        self._persons: dict[str, TokenBucket] = {}

    def take(self, person_id: str, now: float) -> bool:
        """Take a token of both buckets, or of neither."""
        person = self._persons.get(person_id) or TokenBucket(PERSON_BURST, 1 / PERSON_SECONDS)
        if self._all.level(now) < 1 or person.level(now) < 1:
            return False
        self._all.take(now)
        person.take(now)
        self._persons[person_id] = person
        if len(self._persons) > MAX_PERSONS:  # who has been silent long enough starts anew
            self._persons = {a: b for a, b in self._persons.items() if b.level(now) < b.burst}
        return True
