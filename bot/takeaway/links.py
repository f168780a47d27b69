"""Signed links to a page: whoever has one can read that page for a day, and nothing else."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer

PATH = "/bladzijde"
HOURS = 24


class Links:
    """Makes and reads links; one that was changed or is too old leads nowhere.

    Args:
        secret: the key that also signs sessions.
        public_url: where residents reach the front door, as https://...; empty when that is not known.
    """

    def __init__(self, secret: str, public_url: str = "") -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="naast.takeaway.page")
        self._public_url = public_url.rstrip("/")

    def path(self, conversation_id: str, message_id: int) -> str:
        """The link on the front door itself, made anew each time it is given."""
        return f"{PATH}/{self._serializer.dumps([conversation_id, message_id])}"

    def address(self, conversation_id: str, message_id: int) -> str:
        """The whole address; empty when the front door does not know its own."""
        return self._public_url and self._public_url + self.path(conversation_id, message_id)

    def read(self, token: str) -> tuple[str, int] | None:
        """(conversation id, outbox id) of a token, or None."""
        try:
            conversation_id, message_id = self._serializer.loads(token, max_age=HOURS * 3600)
        except (BadSignature, TypeError, ValueError):
            return None
        return str(conversation_id), int(message_id)
