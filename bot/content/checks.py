"""What must hold for the content before anything is trained; each problem is one line for a human."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.codes import LIFE_DOMAINS
from bot.content import languages, plain
from bot.content.fragments import KEYS, REQUIRED, SHARED, ContentError, fragments, read
from bot.cues.reader import CueReader
from bot.dutch import lexicon
from bot.languages import POLITE_DUTCH, load_languages
from bot.letters.reader import LetterReader
from bot.phrases.content import ContentError as PhraseError

MIN_EXAMPLES = 60
CUES, LETTERS = Path(SHARED) / "aanwijzingen", Path(SHARED) / "brief"


def must_hold(content: Path, domain_file: Path) -> None:
    """Raise ContentError with every problem, one a line."""
    problems = list(problems_of(content, domain_file))
    if problems:
        raise ContentError("\n".join(problems))


def problems_of(content: Path, domain_file: Path) -> Iterator[str]:
    """Every problem in the content, in the order of the folders."""
    yield from _missing(content)
    files: dict[Path, dict[str, Any]] = {}
    for kind in KEYS:
        for fragment in fragments(content, kind):
            try:
                files[fragment.path] = read(fragment.path)
            except ContentError as error:
                yield str(error)
                continue
            for key in sorted(set(files[fragment.path]) - KEYS[kind]):
                where = next((k for k, keys in KEYS.items() if key in keys), None)
                move = f"; it belongs in a {where}*.yml" if where else ""
                yield f"{fragment.path}: key '{key}' does not belong here{move}."
    try:
        root = read(domain_file)
    except ContentError as error:
        yield str(error)
        return
    yield from _phrases(content)
    yield from _duplicates({domain_file: root, **files})
    yield from _examples(files, _intents([root, *files.values()]))
    dutch = {name: variants for data in files.values() for name, variants in (data.get("responses") or {}).items()}
    yield from languages.problems_of(content, dutch)
    yield from _plain(content, dutch)


def examples(text: str) -> list[str]:
    """The lines of one `examples: |` block."""
    return [line.strip()[2:].strip() for line in text.splitlines() if line.strip().startswith("- ")]


def messages(content: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every example below `nlu_data/` with the block it stands in."""
    for fragment in fragments(content, "voorbeelden"):
        for block in read(fragment.path).get("nlu") or []:
            for text in examples(block["examples"]):
                yield text, block


def _phrases(content: Path) -> Iterator[str]:
    """Mistakes in the word lists and in the phrases of the cues; of each the first one."""
    for code in LIFE_DOMAINS:
        try:
            lexicon.read_terms(content / code / lexicon.FILE)
        except PhraseError as error:
            yield str(error)
    try:
        CueReader.load(content / CUES)
        LetterReader.load(content / LETTERS)
    except PhraseError as error:
        yield str(error)


def _plain(content: Path, dutch: dict[str, Any]) -> Iterator[str]:
    """Replies that are hard to read, in both forms of Dutch, and the front door's own sentences."""
    try:
        jargon, front_door = (read(content / SHARED / name) for name in ("vaktaal.yml", "zinnen.yml"))
    except (ContentError, OSError) as error:
        yield str(error)
        return
    polite = load_languages(content).get(POLITE_DUTCH)
    replies = [*dutch.items(), *(polite.responses.items() if polite else ())]
    texts = [(name, str(v.get("text"))) for name, variants in replies for v in variants if isinstance(v, dict)]
    texts += [(f"zinnen.yml, {name}", text) for name, text in (front_door.get("phrases") or {}).items()]
    yield from plain.problems_of(texts, jargon.get("vaktaal") or {})


def _missing(content: Path) -> Iterator[str]:
    for code in (SHARED, *LIFE_DOMAINS):
        folder = content / code
        if not folder.is_dir():
            yield f"{folder}: this folder is missing; every life domain has one."
            continue
        if code == SHARED:
            continue
        for name in REQUIRED:
            if not (folder / name).is_file():
                yield f"{folder / name}: this file is missing."
    if content.is_dir():
        for folder in sorted(content.iterdir()):
            if folder.is_dir() and folder.name not in (SHARED, *LIFE_DOMAINS):
                yield f"{folder}: no life domain has this name; known are {', '.join(LIFE_DOMAINS)}."


def _duplicates(files: dict[Path, dict[str, Any]]) -> Iterator[str]:
    seen: dict[str, Path] = {}
    for path, data in files.items():
        for key in data.get("responses") or {}:
            if key in seen:
                yield f"{path}: reply '{key}' already stands in {seen[key]}; the last one would silently win."
            seen[key] = path


def _intents(files: list[dict[str, Any]]) -> set[str]:
    names: set[str] = set()
    for data in files:
        for intent in data.get("intents") or []:
            names.add(intent if isinstance(intent, str) else next(iter(intent)))
    return names


def _examples(files: dict[Path, dict[str, Any]], intents: set[str]) -> Iterator[str]:
    count: dict[str, int] = defaultdict(int)
    labelled: dict[str, tuple[Path, str, tuple[str, ...]]] = {}
    for path, data in files.items():
        blocks = data.get("nlu") or []
        if not isinstance(blocks, list):
            yield f"{path}: 'nlu:' should hold blocks, each starting with '- intent:'."
            continue
        for number, block in enumerate(blocks, 1):
            where = f"{path}, block {number}"
            if mistake := _misshapen(block):
                yield f"{where}: {mistake}"
                continue
            intent, about = block.get("intent"), block.get("metadata") or {}
            if intent not in intents:
                yield f"{where}: intent '{intent}' is not in domain.yml."
            domains = about.get("domains")
            if domains is None and intent == "tell_need":
                yield f"{where}: say which life domains these examples are about, as in 'domains: [geld]'."
            for code in set(domains or []) - set(LIFE_DOMAINS):
                yield f"{where}: '{code}' is no life domain."
            for text in examples(block.get("examples") or ""):
                count[(domains or [""])[0]] += 1
                label = (str(intent), tuple(sorted(domains or [])))
                key = " ".join(text.lower().split())
                if key in labelled and labelled[key][1:] != label:
                    yield f"{where}: '{text[:60]}' stands with other labels in {labelled[key][0]}."
                labelled[key] = (path, *label)
    for code in LIFE_DOMAINS:
        if count[code] < MIN_EXAMPLES:
            yield f"nlu_data/{code}: {count[code]} examples; at least {MIN_EXAMPLES} are needed."


def _misshapen(block: Any) -> str | None:
    """What is wrong with the form of a block of examples, or None."""
    if not isinstance(block, dict):
        return "a block should start with '- intent:'."
    about, text = block.get("metadata") or {}, block.get("examples")
    if not isinstance(about, dict) or not isinstance(about.get("domains") or [], list):
        return "write the life domains as in 'metadata: {domains: [geld]}'."
    if not isinstance(text, str) or not examples(text):
        return "write 'examples: |' and below it one '- ' line for each example."
    return None
