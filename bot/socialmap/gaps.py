"""What the social map lacks: recorded when nothing on it does what a resident needs.

Only codes, a municipality and the day are kept, so that a record says what is missing and not who missed it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.db import utc_now
from bot.socialmap.models import Gap


def record(db: Session, domains: Sequence[str], life_events: Sequence[str], place: str | None) -> None:
    """Note that nothing on the map fitted."""
    db.add(Gap(domains=list(domains[:3]), life_events=list(life_events), place=place, noticed_on=utc_now().date()))
