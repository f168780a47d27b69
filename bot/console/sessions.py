"""Who is signed in: a signed cookie, its end, and the CSRF token that belongs to it.

The cookie names the account, a random session id and a digest of the password hash: a new password or a
deactivated account ends every session. Sessions ended by signing out are remembered in memory until they have
expired.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.handover.models import ConsoleUser

SIGN_IN_MINUTES = 60


@dataclass(frozen=True)
class Ticket:
    """What a valid cookie says. `user_id` is None before signing in; `expires` is in seconds since 1970."""

    session_id: str
    user_id: int | None
    password_digest: str
    expires: float
    csrf: str


class SessionKeeper:
    """Starts, reads and ends sessions.

    Two cookies: one for the sign-in form and one for the session, so that opening the form (for instance from
    a link in an e-mail, which never carries a strict cookie) does not sign anybody out.
    """

    def __init__(self, secret: str, hours: int, *, secure: bool) -> None:
        if len(secret) < 16:
            raise ValueError("The secret of the console needs at least 16 characters.")
        self._secret, self._seconds, self._secure = secret.encode(), hours * 3600, secure
        signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        self._signer = URLSafeTimedSerializer(secret, salt="naast-console", signer_kwargs=signing)
        prefix = "__Host-" if secure else ""
        self._names = {True: f"{prefix}naast_console", False: f"{prefix}naast_signin"}
        self._ended: dict[str, float] = {}

    def start(self, request: Request, response: Response, user: ConsoleUser | None) -> Ticket:
        """Give out a new session id: for the sign-in form when `user` is None, else for that account."""
        self.end(request, response, form=True)
        if user is not None:
            self.end(request, response, form=False)
        ticket = self._ticket(secrets.token_urlsafe(24), user)
        value = self._signer.dumps({"s": ticket.session_id, "u": ticket.user_id, "p": ticket.password_digest})
        response.set_cookie(self._names[user is not None], str(value), path="/", httponly=True,
                            secure=self._secure, samesite="strict")
        return ticket

    def read(self, request: Request, *, form: bool = False) -> Ticket | None:
        """The ticket in the cookie of the session (or of the sign-in form), or None when it is not valid."""
        seconds = SIGN_IN_MINUTES * 60 if form else self._seconds
        try:
            data, made = self._signer.loads(request.cookies.get(self._names[not form], ""), max_age=seconds,
                                            return_timestamp=True)
            session_id, user_id, digest = str(data["s"]), data["u"], str(data["p"])
        except (BadSignature, KeyError, TypeError):
            return None
        if (user_id is None) != form or session_id in self._ended:
            return None
        return Ticket(session_id, user_id, digest, made.timestamp() + seconds, self._csrf(session_id))

    def alive(self, ticket: Ticket, user: ConsoleUser | None) -> bool:
        """Whether the account of a ticket just read still is what it was at signing in."""
        if user is None or not user.active or user.id != ticket.user_id:
            return False
        return hmac.compare_digest(ticket.password_digest, _digest(user))

    def end(self, request: Request, response: Response, *, form: bool = False) -> None:
        """End the session in the request's cookie and take the cookie back."""
        ticket = self.read(request, form=form)
        if ticket is not None:
            now = time.time()
            self._ended = {key: until for key, until in self._ended.items() if until > now}
            self._ended[ticket.session_id] = ticket.expires
        if self._names[not form] in request.cookies:
            response.delete_cookie(self._names[not form], path="/", httponly=True, secure=self._secure,
                                   samesite="strict")

    def csrf_fits(self, ticket: Ticket, given: str) -> bool:
        return hmac.compare_digest(ticket.csrf.encode(), given.encode())

    def _ticket(self, session_id: str, user: ConsoleUser | None) -> Ticket:
        seconds = self._seconds if user else SIGN_IN_MINUTES * 60
        user_id, digest = (user.id, _digest(user)) if user else (None, "")
        return Ticket(session_id, user_id, digest, time.time() + seconds, self._csrf(session_id))

    def _csrf(self, session_id: str) -> str:
        return hmac.new(self._secret, f"csrf:{session_id}".encode(), hashlib.sha256).hexdigest()


def _digest(user: ConsoleUser) -> str:
    return hashlib.sha256(str(user.password_hash).encode()).hexdigest()[:24]
