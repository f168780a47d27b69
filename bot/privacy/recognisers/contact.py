"""Telephone numbers, e-mail addresses and links."""

from __future__ import annotations

from collections.abc import Iterator

from bot.privacy.checks import national
from bot.privacy.matching import FILLER, any_case, cue, exact, one_of, spans
from bot.privacy.resources import cues, either
from bot.privacy.spans import Span

_SEP = r"[ \t\u00a0.\-–/()]{0,3}"
_START = r"(?<![\w+\-])"
_PHONE = exact(_START, one_of(
    rf"(?:\+|00)[ ]?31{_SEP}(?:0{_SEP})?[1-9](?:{_SEP}\d){{8}}",
    rf"\(?0{_SEP}[1-9](?:{_SEP}\d){{8}}",
    rf"\+[ ]?[1-9](?:{_SEP}\d){{7,14}}",
    rf"00[1-9](?:{_SEP}\d){{8,13}}",
), r"(?!\d)")
_MOBILE_WITH_TYPO = exact(_START, rf"06(?:{_SEP}\d){{7,9}}(?!\d)")
_CUED = any_case(cue("telefoon"), FILLER, r"(?P<value>[1-9](?:[ .\-]?\d){7,10})(?!\w)")
_SPOKEN = any_case(
    rf"(?<!\w)nul[ ,\-]+{either('getal')}(?:[ ,\-]+", one_of(r"\d+", rf"{either('getal')}+(?!\w)"), r"){3,}"
)
_OWN = any_case(cue("eigen_nummer"), FILLER, "$")
_PUBLIC = exact(one_of(r"0?(?:800|900|906|909)\d{4,7}", r"14\d{2,4}", r"116\d{3}"))

_AT = one_of(rf"[ ]{either('apenstaart')}[ ]", r"[ ]?(?:\(at\)|\[at\]|\{at\}|<at>)[ ]?")
_DOT = rf"[ ]?{either('punt')}[ ]?"
_TLD = r"(?:com|nl|net|org|eu|be|de|pl)"
_LOCAL = r"[\w.+%'’\-]{1,64}"
_LABEL = r"[\w\-]{1,63}"
_EMAILS = (
    any_case(rf"(?<![\w.+%\-]){_LOCAL}@{_LABEL}(?:\.{_LABEL}){{1,5}}"),
    any_case(rf"(?<!\w){_LOCAL}[ ]?@[ ]?{_LABEL}(?:", one_of(r"[ ]?\.[ ]?", _DOT), rf"{_LABEL}){{1,3}}"),
    any_case(
        rf"(?<!\w)(?:[\w.+\-]{{1,40}}[ ]{either('punt', 'leesteken')}[ ](?:[\w.+\-]{{1,20}}[ ])??){{0,3}}",
        _LOCAL, _AT,
        one_of(
            rf"{_LABEL}(?:{_DOT}[a-z]{{2,12}}){{1,3}}",
            rf"{_LABEL}\.{_TLD}",
            rf"{either('maildienst')}(?:(?:[ ]?\.[ ]?|{_DOT}|[ ])?{_TLD})?",
        ),
        r"(?!\w)",
    ),
    any_case(rf"(?<![\w.+%\-])[\w.+%'’\-]{{2,64}}@[a-z]{_LABEL}(?![\w\-]|\.\w)"),
)
_URL = any_case(one_of(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"‹›]{2,}",
    r"(?<![\w@.\-])(?:[a-z\d\-]{1,63}\.){1,4}[a-z]{2,12}/[^\s<>\"‹›]+",
))
_HOST = any_case(r"(?:https?://)?(?:www\.)?([^/?#:]+)")


def phones(text: str) -> Iterator[Span]:
    """Dutch and foreign numbers; not public ones such as 0800 and 14 0xx, nor other people's 088."""
    return (span for span in spans(_PHONE, text, "phone") if not _is_public(text, span))


def likely_phones(text: str) -> Iterator[Span]:
    """A digit too many or too few after 06, any long number behind `mijn nummer is`, and numbers in words."""
    yield from spans(_MOBILE_WITH_TYPO, text, "phone")
    yield from (span for span in spans(_CUED, text, "phone") if not _is_public(text, span))
    yield from spans(_SPOKEN, text, "phone")


def emails(text: str) -> Iterator[Span]:
    """Written and spoken: `jan@gmail.com`, `jan at gmail punt com`."""
    for pattern in _EMAILS:
        for match in pattern.finditer(text):
            yield Span(match.start(), match.start() + len(match[0].rstrip(".-'’")), "email")


def links(text: str) -> Iterator[Span]:
    """Links with `http`, `www` or a path, except to well-known public sites; a bare `woningnet.nl` stays."""
    public = tuple(cues("openbare_site"))
    for match in _URL.finditer(text):
        link = match[0].rstrip(".,;:!?)'\"»”’")
        host = _HOST.match(link)
        if host and not f".{host[1].lower()}".endswith(tuple(f".{site}" for site in public)):
            yield Span(match.start(), match.start() + len(link), "url")


def _is_public(text: str, span: Span) -> bool:
    plain = national(text[span.start:span.end])
    if _PUBLIC.fullmatch(plain):
        return True
    own = _OWN.search(text[max(0, span.start - 60):span.start])
    return plain.startswith(cues("bedrijf_netnummer")) and not own
