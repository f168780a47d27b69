from __future__ import annotations

import pytest

from bot.console import accounts
from bot.console.accounts import AccountError
from bot.db import Sessions

PASSWORD = "een lang wachtwoord"


def test_the_hash_is_argon2id_and_not_the_password(sessions: Sessions) -> None:
    with sessions() as db:
        user = accounts.add_user(db, "Fatima", "supporter", PASSWORD)
    assert user.password_hash.startswith("$argon2id$")
    assert PASSWORD not in user.password_hash


@pytest.mark.parametrize(("name", "role", "password", "says"), [
    ("Fatima", "baas", PASSWORD, "coordinator"),
    ("Fatima", "supporter", "te kort", "12"),
    ("  ", "supporter", PASSWORD, "name"),
    ("x" * 81, "supporter", PASSWORD, "80"),
    ("JORIS", "supporter", PASSWORD, "already"),
])
def test_what_cannot_be_an_account_says_why(sessions: Sessions, name: str, role: str, password: str,
                                            says: str) -> None:
    with sessions() as db:
        accounts.add_user(db, "Joris", "admin", PASSWORD)
    with sessions() as db, pytest.raises(AccountError, match=says):
        accounts.add_user(db, name, role, password)


def test_check_accepts_only_the_right_password(sessions: Sessions) -> None:
    with sessions() as db:
        user = accounts.add_user(db, "Émilie  Bos", "supporter", PASSWORD)
    with sessions() as db:
        assert accounts.check(db, " Émilie Bos", PASSWORD).id == user.id  # type: ignore[union-attr]
        assert accounts.check(db, "Émilie bos", PASSWORD).id == user.id  # type: ignore[union-attr]
        assert accounts.check(db, "Émilie Bos", PASSWORD + "!") is None
        assert accounts.check(db, "Émilie Bos", "") is None


def test_an_inactive_account_is_refused(sessions: Sessions) -> None:
    with sessions() as db:
        accounts.add_user(db, "Fatima", "supporter", PASSWORD).active = False
    with sessions() as db:
        assert accounts.check(db, "Fatima", PASSWORD) is None


def test_an_unknown_name_costs_one_check_too(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    hasher, checked = accounts.HASHER, []

    class Counting:
        hash = staticmethod(hasher.hash)

        @staticmethod
        def verify(known: str, password: str) -> bool:
            checked.append(known)
            return hasher.verify(known, password)

    monkeypatch.setattr(accounts, "HASHER", Counting)
    with sessions() as db:
        assert accounts.check(db, "niemand", PASSWORD) is None
    assert len(checked) == 1
