"""The closed lists of the social map's file format."""

from __future__ import annotations

OFFERED_BY = ("professional", "volunteer", "peer", "group")
STATUSES = ("active", "inactive", "defunct", "temporarily closed")  # as in HSDS 3.0
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
ACTIVE = "active"
