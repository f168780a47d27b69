"""Who take part in a test: a resident at the widget's HTTP interface, one on WhatsApp, and a supporter."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import yaml

from .servers import PROJECT, Running, eventually

SHARED = PROJECT / "nlu_data" / "_gedeeld"
TEXTS = yaml.safe_load((SHARED / "domein.yml").read_text(encoding="utf8"))["responses"]
OUTAGE = yaml.safe_load((SHARED / "zinnen.yml").read_text(encoding="utf8"))["phrases"]["outage"]

# Questions with one fixed answer each, so that every answer can be told apart: (question, name of the answer).
QUESTIONS = [
    ("ben je een mens?", "utter_are_you_human"),
    ("hoe werkt dit?", "utter_help"),
    ("leest de gemeente mee?", "utter_privacy_read_along"),
    ("wat is een onafhankelijke ondersteuner?", "utter_what_is_supporter"),
    ("wie ben jij?", "utter_who_are_you"),
]

Message = dict[str, Any]


def opening(name: str) -> re.Pattern[str]:
    """Finds the first words of a reply, in any of its variants: up to a full stop or something that is filled in."""
    return re.compile("|".join(re.escape(re.split(r"[.{\n]", variant["text"])[0]) for variant in TEXTS[name]))


def title(name: str, number: int = 0) -> str:
    """What stands on a button of a reply."""
    return str(TEXTS[name][0]["buttons"][number]["title"])


def answers(messages: list[Message]) -> list[str]:
    """The names of the fixed answers in these messages, in order."""
    found = []
    for message in messages:
        found += [name for _, name in QUESTIONS if opening(name).search(message.get("text") or "")]
    return found


@dataclass
class Event:
    """One server-sent event."""

    id: int | None
    name: str
    data: Message


class Resident:
    """A browser without a screen: sends again what did not arrive, as the widget does."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        made = self.http.post("/widget/session", json={}).raise_for_status().json()
        self.token, self.conversation = made["token"], made["conversation"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    def say(self, text: str, *, payload: str | None = None, message_id: str | None = None) -> str:
        """Send one message until it is accepted; returns its id."""
        message_id = message_id or str(uuid.uuid4())
        body = {"id": message_id, "text": text, "payload": payload}
        eventually(lambda: self._post(body), "a message to be accepted")
        return message_id

    def _post(self, body: Message) -> bool:
        try:
            return self.http.post("/widget/messages", json=body).status_code == 202
        except httpx.TransportError:
            return False

    def history(self) -> list[Message]:
        return list(self.http.get("/widget/history").raise_for_status().json()["messages"])

    def replies(self) -> list[Message]:
        """What the other side said, oldest first."""
        return [message for message in self.history() if message["who"] != "resident"]

    def wait_reply(self, fits: Callable[[Message], bool], what: str = "a reply") -> Message:
        return eventually(lambda: next((message for message in self.replies() if fits(message)), None), what)

    def wait_text(self, text: str | re.Pattern[str]) -> Message:
        return self.wait_reply(lambda message: bool(re.search(text, message.get("text") or "")), f"“{text}”")

    def wait_answers(self, names: list[str]) -> None:
        eventually(lambda: set(names) <= set(answers(self.replies())), f"answers {names}")

    def events(self, after: int | None = None) -> Iterator[Event]:
        """The events after an id, until the reader stops or nothing came for 30 seconds."""
        headers = {"Last-Event-ID": str(after)} if after is not None else {}
        with self.http.stream("GET", "/widget/events", headers=headers) as response:
            assert response.status_code == 200
            assert response.headers["content-type"].startswith("text/event-stream")
            fields: dict[str, str] = {}
            for line in response.iter_lines():
                name, _, value = line.partition(": ")
                if line and name:
                    fields[name] = value
                elif not line and "data" in fields:
                    number = fields.get("id")
                    yield Event(int(number) if number else None, fields["event"], json.loads(fields["data"]))
                    fields = {}

    def messages_until(self, fits: Callable[[Message], bool], after: int | None = None) -> list[Event]:
        """The message events after an id, up to and including the first that fits."""
        seen = []
        for event in self.events(after):
            if event.name != "message":
                continue
            seen.append(event)
            if fits(event.data):
                return seen
        raise AssertionError(f"the stream ended after {[event.data.get('text') for event in seen]}")

    def ask_for_person(self) -> str:
        """Ask for a person and agree; returns the reference of the handover."""
        self.say("Ik wil een mens spreken")
        self.wait_reply(asks_consent, "the preview")
        self.say("Ja, geef maar door", payload="/affirm")
        return reference(self.wait_text(opening("utter_requested"))["text"])


def asks_consent(message: Message) -> bool:
    """Whether yes can be answered to this message."""
    return any(button["payload"] == "/affirm" for button in message.get("buttons", []))


def reference(text: str) -> str:
    """The six characters a resident gets with a handover."""
    found = re.search(r"\b[BCDFGHJKLMNPQRSTVWXZ2-9]{6}\b", text)
    assert found is not None, text
    return found[0]


@dataclass
class WhatsAppResident:
    """A person on WhatsApp, through the stand-in."""

    url: str
    number: str

    def say(self, text: str, *, twice: bool = False) -> None:
        self._send({"type": "text", "text": {"body": text}}, twice)

    def press(self, title: str, payload: str) -> None:
        reply = {"type": "button_reply", "button_reply": {"id": payload, "title": title}}
        self._send({"type": "interactive", "interactive": reply})

    def received(self) -> list[Message]:
        """What this person got, as `{"text", "buttons"}`, oldest first."""
        lines = httpx.get(f"{self.url}/chat", timeout=30, trust_env=False).raise_for_status().json()["lines"]
        mine = [line["message"] for line in lines if line["person"] == self.number and line["from"] == "business"]
        return [_readable(message) for message in mine]

    def wait_text(self, text: str | re.Pattern[str]) -> Message:
        return eventually(lambda: next((m for m in self.received() if re.search(text, m["text"])), None), f"“{text}”")

    def _send(self, content: Message, twice: bool = False) -> None:
        body = {"person": self.number, "content": content, "twice": twice}
        answer = httpx.post(f"{self.url}/say", json=body, timeout=30, trust_env=False)
        assert answer.json() == {"ok": True, "status": 200}, answer.text


def _readable(message: Message) -> Message:
    if message["type"] == "text":
        return {"text": message["text"]["body"], "buttons": []}
    inner = message["interactive"]
    return {"text": inner["body"]["text"], "buttons": [b["reply"]["id"] for b in inner["action"].get("buttons", [])]}


@dataclass
class Supporter:
    """Somebody signed in to the console, over plain HTTP."""

    url: str
    name: str
    password: str
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        # The address as Origin: the console takes posts from its own pages only.
        self.http = httpx.Client(base_url=self.url, timeout=30, trust_env=False, headers={"Origin": self.url})
        form = {"csrf": self.csrf("/signin"), "name": self.name, "password": self.password, "next": ""}
        answer = self.http.post("/signin", data=form)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/"), f"status {answer.status_code}"

    @classmethod
    def of(cls, running: Running) -> Supporter:
        return cls(running.console, running.name, running.password)

    def find(self, wanted: str) -> str:
        """The id of the handover with this reference."""
        return eventually(lambda: next((c for c in self.cases() if wanted in self.page(c)), None), f"case {wanted}")

    def page(self, case: str) -> str:
        return self.http.get(f"/cases/{case}").text

    def act(self, case: str, action: str, **fields: str) -> httpx.Response:
        """Claim, answer, release or close a case."""
        form = {"csrf": self.csrf(f"/cases/{case}"), **fields}
        return self.post(case, action, form)

    def post(self, case: str, action: str, form: dict[str, str]) -> httpx.Response:
        return self.http.post(f"/cases/{case}/{action}", data=form, headers={"Accept": "application/json"})

    def cases(self) -> list[str]:
        return list(dict.fromkeys(re.findall(r'href="/cases/([0-9a-f-]+)"', self.http.get("/").text)))

    def csrf(self, path: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.http.get(path).text)
        assert found is not None, path
        return found[1]
