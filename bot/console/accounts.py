"""Local accounts of supporters: names, roles and argon2id password hashes."""

from __future__ import annotations

import secrets
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.handover.models import ConsoleUser

ROLES = ("supporter", "coordinator", "admin")
MIN_PASSWORD = 12
MAX_NAME = 80

HASHER = PasswordHasher()


class AccountError(ValueError):
    """An account cannot be made; the message is one clear line for an operator."""


def add_user(db: Session, name: str, role: str, password: str) -> ConsoleUser:
    """Make an account.

    Raises:
        AccountError: no usable name, unknown role, a name that exists, or a password under 12 characters.
    """
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise AccountError(f"A name has 1 to {MAX_NAME} characters; this one has {len(name)}.")
    if role not in ROLES:
        raise AccountError(f"There is no role {role!r}. Choose one of: {', '.join(ROLES)}.")
    if len(password) < MIN_PASSWORD:
        raise AccountError(f"The password has {len(password)} characters; it needs {MIN_PASSWORD}.")
    if find(db, name) is not None:
        raise AccountError(f"There already is an account named {name!r}. Choose another name.")
    user = ConsoleUser(name=name, role=role, password_hash=HASHER.hash(_normal(password)))
    db.add(user)
    db.flush()
    return user


def find(db: Session, name: str) -> ConsoleUser | None:
    """The account of this name; capitals and extra spaces do not matter."""
    # Compared here: SQLite's own lower() knows no letters with accents, and the accounts are few.
    users = db.execute(select(ConsoleUser).order_by(ConsoleUser.id)).scalars()
    return next((user for user in users if folded(user.name) == folded(name)), None)


def folded(name: str) -> str:
    """A name as it is compared."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def check(db: Session, name: str, password: str) -> ConsoleUser | None:
    """The active account with this name and password, or None.

    An unknown name costs as much work as a known one.
    """
    user = find(db, name)
    try:
        HASHER.verify(user.password_hash if user else _nobody(), _normal(password))
    except (VerificationError, InvalidHashError):
        return None
    return user if user is not None and user.active else None


def first_name(user: ConsoleUser) -> str:
    """What residents see of a supporter."""
    return str(user.name).split()[0]


def _normal(password: str) -> str:
    # The same key press gives different code points on different systems.
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
