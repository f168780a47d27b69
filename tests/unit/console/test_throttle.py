from __future__ import annotations

from bot.console.throttle import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT, Throttle


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_after_the_free_tries_the_wait_doubles() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    assert [throttle.attempt("a") for _ in range(FREE_TRIES)] == [0.0] * FREE_TRIES
    assert throttle.attempt("a") == FIRST_WAIT
    clock.now += FIRST_WAIT
    assert throttle.attempt("a") == 0.0
    assert throttle.attempt("a") == 2 * FIRST_WAIT


def test_the_wait_has_an_end() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(200):
        clock.now += throttle.attempt("a")
    assert 0 < max(throttle.attempt("a"), throttle.attempt("a")) <= LONGEST_WAIT


def test_another_key_is_not_held_up_and_success_starts_anew() -> None:
    throttle = Throttle(Clock())
    for _ in range(FREE_TRIES):
        throttle.attempt("a")
    assert throttle.attempt("b") == 0.0
    throttle.passed("a")
    assert throttle.attempt("a") == 0.0
