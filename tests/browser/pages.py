"""What residents and supporters see and do on their screens."""

from __future__ import annotations

import re
from typing import Any

from functional.people import opening, title

NEED = "Ik kan mijn huur niet meer betalen en maak de brieven niet meer open"
MORE = "Ik slaap niet meer van de schulden en de deurwaarder"


class Chat:
    """The widget on the demonstration page."""

    def __init__(self, page: Any, url: str) -> None:
        self.page, self.url = page, url
        self.log = page.locator("naast-chat .log")
        self.field = page.locator("naast-chat #text")
        self.summary = page.locator("naast-chat .summary")
        self.cards = page.locator("naast-chat article.card")
        self.status = page.locator("naast-chat .status")

    def open(self) -> Chat:
        self.page.goto(self.url)
        self.page.get_by_role("button", name="Praat met Naast").click()
        self.wait_for(opening("utter_welcome"))
        return self

    def messages(self, who: str = "assistant") -> Any:
        return self.page.locator(f"naast-chat .message.{who}")

    def texts(self) -> list[str]:
        """Every message shown, as text without the line that says who and when."""
        bubbles = self.page.locator("naast-chat .message").all()
        return ["\n".join(bubble.locator(".bubble, .card").all_inner_texts()) for bubble in bubbles]

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def press(self, title: str) -> None:
        """Press the newest button with this title."""
        self.page.locator("naast-chat button:not(:disabled)", has_text=title).last.click()

    def wait_for(self, text: str | re.Pattern[str]) -> Any:
        """Wait until a message with this text stands in the log."""
        found = self.page.locator("naast-chat .message:not(.resident)", has_text=text).first
        found.wait_for(state="attached")
        return found

    def tell(self) -> Chat:
        """Tell a need, answer the question, and get a summary."""
        before = self.messages().count()
        self.say(NEED)
        self.messages().nth(before).wait_for()
        self.say(MORE)
        self.summary.first.wait_for()
        return self

    def tell_and_confirm(self) -> Chat:
        """As far as the cards of organisations."""
        self.tell()
        self.press(title("utter_summary"))
        self.cards.nth(1).wait_for()
        return self

    def ask_for_person(self) -> Chat:
        self.press("Praat met een mens")
        self.press(title("utter_preview"))
        self.wait_for(opening("utter_requested"))
        return self


class Desk:
    """The console of a supporter."""

    def __init__(self, page: Any, url: str) -> None:
        self.page, self.url = page, url

    def sign_in(self, name: str, password: str) -> Desk:
        self.page.goto(self.url)
        self.page.get_by_label("Naam").fill(name)
        self.page.get_by_label("Wachtwoord").fill(password)
        self.page.get_by_role("button", name="Log in").click()
        self.page.get_by_role("heading", name="Wacht op iemand").wait_for()
        return self

    def open(self, words: str) -> Desk:
        """Open the waiting case in which these words stand."""
        self.page.locator("[data-list=waiting] a", has_text=words).first.click()
        self.page.get_by_role("button", name="Pak op").wait_for()
        return self

    def claim(self) -> Desk:
        self.page.get_by_role("button", name="Pak op").click()
        self.page.get_by_label("Jouw antwoord").wait_for()
        return self

    def answer(self, text: str) -> Desk:
        self.page.get_by_label("Jouw antwoord").fill(text)
        self.page.get_by_role("button", name="Verstuur").click()
        self.page.locator("#log li.supporter", has_text=text).wait_for()
        return self
