"""Signed session tokens: a resident's browser proves which conversation is its own, without a login or a cookie."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer


@dataclass(frozen=True)
class Session:
    """`address` is the random id under which the conversation is kept."""

    address: str


class Tokens:
    """Makes and reads tokens; one that was changed or is too old is worth nothing."""

    def __init__(self, secret: str, hours: int) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="naast.web.session")
        self._max_age = hours * 3600

    def new(self) -> tuple[str, Session]:
        session = Session(secrets.token_urlsafe(18))
        return self._serializer.dumps(session.address), session

    def read(self, header: str | None) -> Session | None:
        """The session of an `Authorization: Bearer …` header, or None."""
        kind, _, token = (header or "").partition(" ")
        if kind.lower() != "bearer" or not token:
            return None
        try:
            return Session(str(self._serializer.loads(token, max_age=self._max_age)))
        except BadSignature:
            return None
