"""The frame of the widget in the language of the conversation, with a stand-in for the engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.conversation.messages import Reply

from .standin import CARD, Polyglot, front_door
from .test_accessibility import OVERFLOWING, violations

pytestmark = pytest.mark.browser

# Two numbers with the mark that the texts have, side by side, and one without it.
NUMBERS = "هناك خطر: \u200e112، \u200e113، أو 0800-0113."
WIDTHS = [320, 768]

# Where the characters of a text stand, for the first text node of the newest bubble in which each one is found.
PLACES = """(bubble, texts) => texts.map((text) => {
  const walker = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.data.indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + text.length);
    const { left, right, top } = range.getBoundingClientRect();
    return { left, right, top };
  }
  return null;
})"""


class Speaker:
    """The widget of a resident who chooses a language."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.panel = page.locator("naast-chat .panel")
        self.language = page.locator("naast-chat .head .language")
        self.bubbles = page.locator("naast-chat .message.assistant .bubble")
        page.goto(f"{url}/#naast")
        self.bubbles.first.wait_for()

    def choose(self, name: str, code: str) -> Speaker:
        self.language.click()
        self.page.locator("naast-chat .choices button:not(:disabled)", has_text=name).click()
        return self.until(code)

    def until(self, code: str) -> Speaker:
        self.page.locator(f"naast-chat .panel[lang={code}]").wait_for()
        return self

    def say(self, text: str) -> Any:
        """The newest bubble of the assistant after this."""
        count = self.bubbles.count()
        self.page.locator("naast-chat #text").fill(text)
        self.page.locator("naast-chat #text").press("Enter")
        self.bubbles.nth(count).wait_for()
        return self.bubbles.nth(count)

    def name_of(self, part: str) -> str:
        return str(self.page.locator(f"naast-chat {part}").first.inner_text())


@pytest.fixture(scope="module")
def engine() -> Polyglot:
    return Polyglot()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, engine: Polyglot) -> Iterator[str]:
    with front_door(tmp_path_factory.mktemp("front"), engine) as address:
        yield address


@pytest.fixture
def speaker(url: str, new_page: Callable[..., Any]) -> Speaker:
    return Speaker(new_page(), url)


def test_the_frame_is_dutch_without_asking_for_anything(url: str, new_page: Callable[..., Any]) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    speaker = Speaker(page, url)
    assert (speaker.panel.get_attribute("lang"), speaker.panel.get_attribute("dir")) == ("nl", "ltr")
    assert speaker.language.inner_text().splitlines()[0].startswith("Nederlands")
    assert speaker.bubbles.first.get_attribute("lang") == "nl"
    assert [address for address in asked if "/talen" in address] == []


@pytest.mark.parametrize(("code", "name", "direction"), [("pl", "Polski", "ltr"), ("ar", "العربية", "rtl")])
def test_every_text_of_the_frame_follows(
    speaker: Speaker, engine: Polyglot, code: str, name: str, direction: str
) -> None:
    speaker.say("hallo")
    speaker.choose(name, code)
    words = engine.languages[code].widget
    page = speaker.page
    assert speaker.panel.get_attribute("dir") == direction
    for key in ("human", "erase", "exit", "close", "send"):
        assert page.get_by_role("button", name=words[key], exact=True).count() == 1
    assert page.get_by_role("button", name=f"{name} ({words['otherLanguage']})", exact=True).count() == 1
    assert page.get_by_role("dialog", name=words["panel"], exact=True).count() == 1
    assert page.get_by_role("group", name=words["bar"], exact=True).count() == 1
    assert page.get_by_role("log", name=words["log"], exact=True).count() == 1
    assert page.get_by_label(words["label"], exact=True).count() == 1
    assert speaker.name_of(".head p") == words["about"]
    assert speaker.name_of(".message.resident .byline span") == words["you"]
    assert speaker.name_of(".message.assistant .byline span") == words["assistant"]
    page.get_by_role("button", name=words["erase"], exact=True).click()
    assert speaker.name_of(".confirm p") == words["eraseQuestion"]
    page.get_by_role("button", name=words["eraseNo"], exact=True).click()
    page.get_by_role("button", name=words["close"], exact=True).click()
    launcher = page.locator("naast-chat .launcher")
    assert (launcher.inner_text(), launcher.get_attribute("lang")) == (words["launcher"], code)
    assert page.locator("html").get_attribute("lang") == "nl"


def test_each_bubble_has_its_own_language(speaker: Speaker) -> None:
    speaker.choose("Polski", "pl")
    assert speaker.bubbles.first.get_attribute("lang") == "nl"
    assert speaker.bubbles.last.get_attribute("lang") == "pl"
    speaker.choose("العربية", "ar")
    last = speaker.bubbles.last
    assert (last.get_attribute("lang"), last.get_attribute("dir")) == ("ar", "rtl")
    assert speaker.bubbles.first.evaluate("bubble => getComputedStyle(bubble).direction") == "ltr"
    speaker.language.click()
    choice = speaker.page.locator("naast-chat .choices button:not(:disabled)", has_text="Polski")
    assert choice.get_attribute("lang") == "pl"


def test_the_language_survives_a_reload_and_goes_back_with_the_assistant(speaker: Speaker, engine: Polyglot) -> None:
    speaker.choose("Polski", "pl")
    speaker.page.route("**/widget/talen*", lambda route: route.abort())
    speaker.page.route("**/widget/talen/*", lambda route: route.abort())
    speaker.page.reload()
    speaker.bubbles.nth(2).wait_for()
    assert speaker.panel.get_attribute("lang") == "pl"
    assert speaker.language.inner_text().startswith("Polski")
    speaker.choose("Nederlands", "nl")
    assert speaker.page.get_by_role("button", name="Praat met een mens", exact=True).count() == 1


def test_a_new_page_learns_the_language_from_the_history(speaker: Speaker) -> None:
    speaker.choose("Polski", "pl")
    speaker.page.evaluate("""() => {
      const kept = JSON.parse(sessionStorage.getItem("naast"));
      delete kept.language;
      sessionStorage.setItem("naast", JSON.stringify(kept));
    }""")
    speaker.page.reload()
    speaker.until("pl")


def test_a_language_that_cannot_be_had_is_tried_again(speaker: Speaker) -> None:
    blocked = re.compile(r"/widget/talen/")
    speaker.page.route(blocked, lambda route: route.abort())
    speaker.language.click()
    with speaker.page.expect_event("requestfailed", lambda request: "/talen/" in request.url):
        speaker.page.locator("naast-chat .choices button:not(:disabled)", has_text="Polski").click()
    assert speaker.panel.get_attribute("lang") == "nl"
    speaker.page.unroute(blocked)
    speaker.say("hej")
    speaker.until("pl")


def test_the_choice_is_reached_and_pressed_with_the_keyboard(speaker: Speaker, engine: Polyglot) -> None:
    speaker.page.locator("naast-chat .close").focus()
    speaker.page.keyboard.press("Shift+Tab")
    assert speaker.page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "language"
    speaker.page.keyboard.press("Enter")
    speaker.page.locator("naast-chat .choices button:not(:disabled)", has_text="Polski").press("Enter")
    speaker.until("pl")
    said = speaker.page.locator("naast-chat .message.resident .bubble")
    assert said.all_inner_texts() == ["Andere taal", "Polski"]
    speaker.language.press("Enter")
    said.nth(2).wait_for()
    assert said.nth(2).inner_text() == engine.languages["pl"].widget["otherLanguage"]


def test_numbers_keep_their_order_and_their_punctuation(speaker: Speaker, engine: Polyglot) -> None:
    engine.says["nood"] = Reply(NUMBERS)
    speaker.choose("العربية", "ar")
    bubble = speaker.say("nood")
    assert bubble.locator("a").all_inner_texts() == ["112", "113", "0800-0113"]
    first, second, service, zero, last, comma, stop = bubble.evaluate(
        PLACES, ["112", "113", "0800-0113", "0800", "0113", "،", "."]
    )
    assert first["left"] > second["right"]
    assert (zero["left"], last["right"]) == (service["left"], service["right"])
    assert zero["right"] < last["left"]
    assert (comma["top"], comma["right"]) == pytest.approx((first["top"], first["left"]), abs=2)
    assert (stop["top"], stop["right"]) == pytest.approx((service["top"], service["left"]), abs=2)


def test_the_mirrored_panel_stays_on_its_side_and_keeps_the_order_of_its_buttons(speaker: Speaker) -> None:
    before = speaker.panel.bounding_box()
    speaker.choose("العربية", "ar")
    assert speaker.panel.bounding_box() == before
    bar = [button.bounding_box()["x"] for button in speaker.page.locator("naast-chat .bar button").all()]
    assert bar == sorted(bar, reverse=True)
    close = speaker.page.locator("naast-chat .close").bounding_box()
    assert close["x"] < before["x"] + before["width"] / 4
    speaker.page.locator("naast-chat .close").click()
    launcher = speaker.page.locator("naast-chat .launcher").bounding_box()
    assert launcher["x"] + launcher["width"] == before["x"] + before["width"]


def test_dutch_cards_in_another_language_say_that_they_are_dutch(speaker: Speaker, engine: Polyglot) -> None:
    engine.says["kaart"] = Reply("See below.", organisations=[CARD])
    speaker.choose("English", "en").say("kaart")
    card = speaker.page.locator("naast-chat article.card")
    words = engine.languages["en"].widget
    assert card.locator("h3").get_attribute("lang") == "nl"
    assert words["why"] in card.inner_text()
    assert "30 May 2025" in card.inner_text() or "May 30, 2025" in card.inner_text()
    speaker.choose("Polski", "pl")
    words = engine.languages["pl"].widget
    for key in ("why", "how", "free", "website", "wrong"):
        assert words[key] in card.inner_text()
    assert violations(speaker.page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("code", "name"), [("nl", ""), ("pl", "Polski"), ("ar", "العربية")])
def test_no_violations_and_nothing_sticks_out(
    url: str, new_page: Callable[..., Any], engine: Polyglot, width: int, code: str, name: str
) -> None:
    engine.says["nood"] = Reply(NUMBERS if code == "ar" else "Bel 112, 113 of 0800-0113.")
    speaker = Speaker(new_page(width, 640), url)
    if name:
        speaker.choose(name, code)
    speaker.say("nood")
    assert speaker.page.evaluate(OVERFLOWING) == 0
    assert violations(speaker.page) == []
    for scheme in ("dark", "light"):
        speaker.page.emulate_media(color_scheme=scheme)
        assert violations(speaker.page) == []
    speaker.language.click()
    speaker.page.locator("naast-chat .choices button:not(:disabled)").first.wait_for()
    assert speaker.page.evaluate(OVERFLOWING) == 0
    assert violations(speaker.page) == []


def test_erasing_is_told_in_the_language_in_use(speaker: Speaker, engine: Polyglot) -> None:
    speaker.choose("Polski", "pl")
    words = engine.languages["pl"].widget
    speaker.page.get_by_role("button", name=words["erase"], exact=True).click()
    speaker.page.get_by_role("button", name=words["eraseYes"], exact=True).click()
    notice = speaker.page.locator("naast-chat .message.system .bubble")
    notice.wait_for()
    assert (notice.inner_text(), notice.get_attribute("lang")) == (words["erased"], "pl")
    assert speaker.page.evaluate("sessionStorage.getItem('naast') ?? ''").count("Polski") == 0
