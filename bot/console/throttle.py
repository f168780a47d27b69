"""Slowing down guessing: a few tries, then a wait that doubles. Kept in memory, so a restart forgets it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FREE_TRIES = 5
FIRST_WAIT = 10.0
LONGEST_WAIT = 15 * 60.0
FORGET_AFTER = 60 * 60.0


class Throttle:
    """Counts tries per key (a name and an address together): one guesser does not lock out the others."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def attempt(self, key: str) -> float:
        """Count one try. Returns 0 when it may go on, else the seconds to wait (the try does not count then).

        The try counts before the password is checked: guesses sent together cannot slip through together.
        """
        with self._lock:
            now = self._clock()
            self._forget(now)
            tries, last = self._tries.get(key, (0, now))
            left = last + _wait(tries) - now
            if left > 0:
                return left
            self._tries[key] = (tries + 1, now)
            return 0.0

    def passed(self, key: str) -> None:
        """The password was right: start counting anew."""
        with self._lock:
            self._tries.pop(key, None)

    def _forget(self, now: float) -> None:
        for key in [key for key, (_, last) in self._tries.items() if now - last > FORGET_AFTER]:
            del self._tries[key]


def _wait(tries: int) -> float:
    if tries < FREE_TRIES:
        return 0.0
    # The exponent is held down: 2.0 to a huge power overflows.
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries - FREE_TRIES, 20)))
