"""The widget's files: one string table, no markup from text, no third parties, small, strict CSP."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
WIDGET = ROOT / "bot" / "widget"
HELP_LINES = ROOT / "nlu_data" / "_gedeeld" / "veiligheid" / "hulplijnen.yml"
SCRIPTS = sorted(WIDGET.glob("*.js"))
TEXTS = WIDGET / "teksten.nl.js"
LARGEST_BUNDLE = 22_000


def code(path: Path) -> str:
    """The script without its comments."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"(?<!:)//[^\n]*", "", text)


def test_every_text_in_use_is_in_the_table_and_the_other_way_round() -> None:
    used = {name for path in SCRIPTS if path != TEXTS for name in re.findall(r"\btexts\.(\w+)", code(path))}
    defined = set(re.findall(r"^  (\w+):", TEXTS.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert used == defined


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_or_code_from_text(path: Path) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|cookie"
    assert not re.search(forbidden, code(path))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_stay_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_scripts_import_only_each_other() -> None:
    imports = {name for path in SCRIPTS for name in re.findall(r'from "([^"]+)"', code(path))}
    assert imports <= {f"./{path.name}" for path in SCRIPTS}


def test_everything_an_embedding_page_loads_is_small() -> None:
    files = [*SCRIPTS, WIDGET / "naast.css"]
    assert len(gzip.compress(b"".join(path.read_bytes() for path in files))) < LARGEST_BUNDLE


def test_the_page_needs_nothing_inline_and_nothing_from_elsewhere() -> None:
    page = (WIDGET / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "url(" not in (WIDGET / "page.css").read_text(encoding="utf-8")


def test_files_named_on_the_page_exist() -> None:
    page = (WIDGET / "index.html").read_text(encoding="utf-8")
    names = re.findall(r'(?:src|href)="/widget/([^"]+)"', page)
    assert names
    assert [name for name in names if not (WIDGET / name).is_file()] == []


def test_numbers_on_the_page_are_in_the_table_of_help_lines() -> None:
    page = (WIDGET / "index.html").read_text(encoding="utf-8")
    lines = yaml.safe_load(HELP_LINES.read_text(encoding="utf-8"))["lines"]
    known = {re.sub(r"\D", "", number) for line in lines for number in line.get("numbers") or []}
    shown = {re.sub(r"\D", "", number) for number in re.findall(r'href="tel:([^"]+)"', page)}
    assert shown
    assert shown <= known
