"""The codes that data, content and code share."""

from __future__ import annotations

LIFE_DOMAINS = (
    "geld",
    "wonen",
    "werk",
    "gezondheid",
    "gevoel",
    "verslaving",
    "thuis",
    "contact",
    "meedoen",
    "gezin",
    "mantelzorg",
    "veiligheid",
    "regels",
)
