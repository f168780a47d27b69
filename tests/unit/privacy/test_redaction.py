"""Hiding personal data: a table of messages, and properties that hold for any text."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy.checks import is_bsn, is_iban
from bot.privacy.redaction import Redactor, Span
from bot.privacy.resources import markers

TABLE = yaml.safe_load((Path(__file__).parent / "redactie.yml").read_text(encoding="utf-8"))
MARKED = re.compile(r"\[\[(?:([a-z]+)\|)?(.+?)\]\](?!\])", re.DOTALL)
CASES = [(group, line) for group, lines in TABLE.items() for line in lines]


@cache
def redactor() -> Redactor:
    return Redactor()


def expected(group: str, line: str) -> tuple[str, list[tuple[str, str]]]:
    """The message without the marks, and the (text, type) pairs that must be hidden."""
    hidden = [(match[2], match[1] or group) for match in MARKED.finditer(line)]
    return MARKED.sub(lambda match: match[2], line), hidden


@pytest.mark.parametrize(("group", "line"), CASES, ids=[f"{group}: {line[:50]}" for group, line in CASES])
def test_table(group: str, line: str) -> None:
    text, hidden = expected(group, line)
    result = redactor().redact(text)
    assert [(text[span.start:span.end], span.type) for span in result.spans] == hidden


def test_the_table_is_large_and_knows_every_type() -> None:
    assert len(CASES) >= 150
    assert set(markers()) <= set(TABLE)


def test_offsets_point_into_the_original() -> None:
    result = redactor().redact("bsn 123456782, bel 0612345678")
    assert result.spans == (Span(4, 13, "bsn"), Span(19, 29, "phone"))
    assert result.text == "bsn ‹burgerservicenummer›, bel ‹telefoonnummer›"


@pytest.mark.parametrize("kind", sorted(markers()))
def test_a_marker_stays_as_it_is(kind: str) -> None:
    text = f"dit is ‹{markers()[kind]}› en verder"
    result = redactor().redact(text)
    assert (result.text, result.spans) == (text, ())


def test_keep_protects_organisations_and_their_numbers() -> None:
    text = "Bel Karin Thuiszorg op 020-1234567 of mail info@karin.example, zie www.karin.example"
    assert redactor().redact(text).spans
    keep = Redactor(["Karin Thuiszorg", "020 123 45 67", "info@karin.example", "www.karin.example"])
    assert keep.redact(text).text == text
    assert keep.redact("mijn nummer is 020-7654321").text == "mijn nummer is ‹telefoonnummer›"


PIECES = st.sampled_from([
    "ik heet", "mijn naam is", "Jan", "de", "Vries", "van der", "mevrouw", "bsn", "123456782", "06",
    "12345678", "Kerkstraat", "12", "1234", "AB", "NL91", "ABNA0417164300", "@",
    "gmail.com", "at", "punt",
    "geboren", "12-3-1980", "zaaknummer", "kenteken", "GB-001-B", "‹naam›", "‹", "›", "en",
    ",", ".", "\n", "groetjes",
    "mijn zoon", "sem", "Ede", "www.", "nul", "zes", "auto", "ik woon aan de",
    "4111 1111 1111 1111", "’t", "é",
])
PHRASES = st.lists(PIECES, max_size=14)
ANY_TEXT = st.one_of(st.text(max_size=120), PHRASES.map(" ".join), PHRASES.map("".join))


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_any_text_gives_valid_spans_and_stays_redacted(text: str) -> None:
    result = redactor().redact(text)
    last = 0
    rebuilt = ""
    for span in result.spans:
        assert last <= span.start < span.end <= len(text)
        assert span.type in markers()
        rebuilt += text[last:span.start] + f"‹{markers()[span.type]}›"
        last = span.end
    assert result.text == rebuilt + text[last:]
    again = redactor().redact(result.text)
    assert (again.text, again.spans) == (result.text, ())


FRAMES = [
    "mijn nummer is {} denk ik", "{}", "Ik heb {} ingevuld bij de gemeente.", "({})",
    "het is {}, klopt dat?",
    "Regel een\n{}\nregel drie", "kijk even naar {} want er ging iets mis op 12 maart",
    "van mijn man: {}.",
    "ik moet 250 euro betalen en {} staat op de brief",
]


def random_bsn(source: random.Random) -> str:
    while True:
        number = f"{source.randrange(10_000_000, 999_999_999):09d}"
        if is_bsn(number):
            return number


def random_iban(source: random.Random) -> str:
    bank = "".join(source.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=4)) + f"{source.randrange(10**10):010d}"
    remainder = int("".join(str(int(char, 36)) for char in bank + "NL00")) % 97
    return f"NL{98 - remainder:02d}{bank}"


@pytest.mark.parametrize("seed", range(60))
def test_random_valid_numbers_are_always_hidden(seed: int) -> None:
    source = random.Random(seed)
    bsn, iban = random_bsn(source), random_iban(source)
    assert is_iban(iban)
    written = [
        (bsn, "bsn"),
        (f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}", "bsn"),
        (f"{bsn[:3]} {bsn[3:6]} {bsn[6:]}", "bsn"),
        (iban, "iban"),
        (iban.lower(), "iban"),
        (" ".join(iban[place:place + 4] for place in range(0, 18, 4)), "iban"),
    ]
    for value, kind in written:
        text = source.choice(FRAMES).format(value)
        found = {(text[span.start:span.end], span.type) for span in redactor().redact(text).spans}
        assert (value, kind) in found, text
