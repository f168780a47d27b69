"""The page as PDF: black on white, on one side of A4 as long as the letters can stay large enough to read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import matplotlib
from fpdf import FPDF
from fpdf.bidi import auto_detect_base_direction
from fpdf.enums import MethodReturnValue, TextDirection, XPos, YPos
from fpdf.fonts import TTFFont

from bot.takeaway.texts import Wording

# Letters in points, largest first; the last one is the smallest that reads well on paper.
SIZES = (14, 13, 12)
# Lengths in millimetres.
MARGIN, WRITING_LINE = 18.0, 9.5
FEWEST_LINES = 3
POINT = 25.4 / 72
LEADING = 1.35
FONT = "DejaVu"
UNKNOWN = "□"
# Kinds of character that only change the ones beside them, or do nothing on paper.
UNSEEN = ("Mn", "Mc", "Me", "Cc", "Cf")


@dataclass(frozen=True)
class Block:
    """One paragraph; `scale` is its size beside the ordinary letters, `above` the white above it in lines."""

    text: str
    bold: bool = False
    scale: float = 1.0
    above: float = 0.25


def make_pdf(page: dict[str, Any], wording: Wording) -> bytes:
    """The PDF of a page as `actions.page` makes it. A long story goes on on a next page, in the smallest letters."""
    sheet = Sheet(page["title"], wording.lang)
    story, notes, closing = list(_story(page)), _heading(wording.words["notes"]), Block(page["closing"], above=0.8)
    for size in SIZES:
        sheet.letters = size
        end = sheet.height(notes) + FEWEST_LINES * WRITING_LINE + sheet.height(closing)
        if sum(map(sheet.height, story)) + end <= sheet.eph:
            break
    for block in story:
        sheet.put(block)
    if sheet.will_page_break(end):
        sheet.add_page()
    sheet.put(notes)
    sheet.rule(sheet.height(closing))
    sheet.put(closing)
    return bytes(sheet.output())


def _story(page: dict[str, Any]) -> Iterator[Block]:
    yield Block(page["title"], bold=True, scale=1.6, above=0)
    for part in page["parts"]:
        yield _heading(part["heading"])
        yield from (Block(line) for line in part["lines"])


def _heading(text: str) -> Block:
    return Block(text, bold=True, scale=1.1, above=0.9)


class Sheet(FPDF):
    """Paper that writes each paragraph in its own direction and numbers its further pages."""

    letters = SIZES[0]

    def __init__(self, title: str, lang: str) -> None:
        super().__init__(format="A4")
        fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        self.add_font(FONT, "", fonts / "DejaVuSans.ttf")
        self.add_font(FONT, "B", fonts / "DejaVuSans-Bold.ttf")
        self.set_text_shaping(True)
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, MARGIN)
        self._title = self._readable(title)
        self.set_title(self._title)
        self.set_lang(lang)
        self.set_font(FONT, size=self.letters)
        self.add_page()

    def header(self) -> None:
        """Loose sheets stay together: from the second on each says what it belongs to."""
        if self.page_no() > 1:
            self.put(Block(f"{self._title}, {self.page_no()}", bold=True, above=0))
            self.ln(self._line(0.5))

    def height(self, block: Block) -> float:
        """The room a paragraph takes, in millimetres."""
        return float(self._cell(block, dry_run=True, output=MethodReturnValue.HEIGHT)) + self._above(block)

    def put(self, block: Block) -> None:
        """Write a paragraph below the one before."""
        # A heading is not left behind at the foot of a page.
        if block.bold and self.will_page_break(self.height(block) + 2 * self._line(1.0)):
            self.add_page()
        self.set_y(self.get_y() + self._above(block))
        self._cell(block, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def rule(self, below: float) -> None:
        """Lines to write on, down to what must still stand below them on this page."""
        self.set_line_width(0.2)
        while not self.will_page_break(WRITING_LINE + below):
            self.set_y(self.get_y() + WRITING_LINE)
            self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())

    def _cell(self, block: Block, **more: Any) -> Any:
        text = self._readable(block.text)
        self.set_font(FONT, "B" if block.bold else "", self.letters * block.scale)
        right = auto_detect_base_direction(text) is TextDirection.RTL
        return self.multi_cell(0, self._line(block.scale), text, align="R" if right else "L", **more)

    def _line(self, scale: float) -> float:
        return self.letters * scale * POINT * LEADING

    def _above(self, block: Block) -> float:
        return block.above * self._line(1.0)

    def _readable(self, text: str) -> str:
        """The text in letters the font has: what has no shape of its own goes, what is unknown shows as a box."""
        known = cast(TTFFont, self.fonts[FONT.lower()]).cmap
        return "".join(
            letter if letter == "\n" or ord(letter) in known else UNKNOWN
            for letter in unicodedata.normalize("NFC", text.replace("\t", " "))
            if letter == "\n" or ord(letter) in known or unicodedata.category(letter) not in UNSEEN
        ).strip()
