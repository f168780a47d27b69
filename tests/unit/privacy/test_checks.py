from __future__ import annotations

import pytest

from bot.privacy.checks import digits, is_bsn, is_card, is_iban, national


@pytest.mark.parametrize(("number", "valid"), [
    ("123456782", True), ("111222333", True), ("12345672", True), ("123456781", False),
    ("000000000", False), ("1234567", False), ("1234567820", False),
])
def test_bsn(number: str, valid: bool) -> None:
    assert is_bsn(number) is valid


@pytest.mark.parametrize(("account", "valid"), [
    ("NL91ABNA0417164300", True), ("nl91abna0417164300", True), ("BE68539007547034", True),
    ("NL92ABNA0417164300", False), ("NL91ABNA041716430", False),
    ("XX91ABNA0417164300", False), ("NL91ABNA04171643٠٠", False),
])
def test_iban(account: str, valid: bool) -> None:
    assert is_iban(account) is valid


@pytest.mark.parametrize(("number", "valid"), [
    ("4111111111111111", True), ("378282246310005", True), ("4111111111111112", False),
    ("9111111111111110", False), ("411111111111", False),
])
def test_card(number: str, valid: bool) -> None:
    assert is_card(number) is valid


@pytest.mark.parametrize("number", [
    "+31 88 0767 000", "0031 (0)88-0767000", "088 0767 000", "+31(0)88 0767000",
])
def test_a_telephone_number_has_one_national_form(number: str) -> None:
    assert national(number) == "0880767000"


def test_digits_are_ascii() -> None:
    assert digits("1a2-٣4") == "124"
