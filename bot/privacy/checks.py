"""Check digits: pure functions on strings of digits or letters."""

from __future__ import annotations

import re

# Lengths of the IBAN registry, by country.
_IBAN_LENGTHS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 "
    "EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 "
    "KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 "
    "PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 "
    "VA22 VG24 XK20"
)
IBAN_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _IBAN_LENGTHS.split()}


def digits(text: str) -> str:
    """The digits 0-9 of a text."""
    return "".join(char for char in text if char in "0123456789")


def national(number: str) -> str:
    """The digits of a telephone number; a Dutch one starts with 0, also when written with +31 or 0031."""
    plain = digits(number)
    if number.lstrip(" (").startswith("+31"):
        plain = "00" + plain
    return re.sub(r"^00310?", "0", plain)


def is_bsn(number: str) -> bool:
    """The 11-test on eight or nine digits; eight digits count as nine with a nought in front."""
    if len(number) not in (8, 9) or not number.strip("0"):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, number.zfill(9), strict=True)) % 11 == 0


def is_iban(account: str) -> bool:
    """Length by country and the remainder modulo 97; `account` holds letters and digits only."""
    account = account.upper()
    if IBAN_LENGTHS.get(account[:2]) != len(account) or not account.isascii() or not account.isalnum():
        return False
    return int("".join(str(int(char, 36)) for char in account[4:] + account[:4])) % 97 == 1


def is_card(number: str) -> bool:
    """Luhn's test on 13 to 19 digits that start as payment cards do."""
    if not 13 <= len(number) <= 19 or number[0] not in "23456":
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
