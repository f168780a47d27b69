"""From a resident who wants a person to a supporter who answers in the console, on both channels."""

from __future__ import annotations

import httpx
import pytest

from .people import QUESTIONS, Resident, Supporter, WhatsAppResident, answers, asks_consent, opening, reference
from .servers import Running, eventually

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def supporter(running: Running) -> Supporter:
    return Supporter.of(running)


def test_the_answer_of_a_supporter_arrives_in_the_widget(running: Running, supporter: Supporter) -> None:
    resident = Resident(running.front)
    case = supporter.find(resident.ask_for_person())
    assert supporter.act(case, "claim").status_code == 200
    assert supporter.act(case, "answer", text="Goedemiddag, ik lees met je mee.").status_code == 200

    events = resident.messages_until(lambda message: message["who"] == "supporter")
    assert events[-1].data["text"] == "Goedemiddag, ik lees met je mee."
    assert events[-1].data["name"] == running.name.split()[0]


def test_the_assistant_is_silent_while_a_supporter_is_there(running: Running, supporter: Supporter) -> None:
    resident = Resident(running.front)
    case = supporter.find(resident.ask_for_person())
    supporter.act(case, "claim")
    question, name = QUESTIONS[0]
    resident.say(question)
    eventually(lambda: question in supporter.page(case), "the question in the console")
    supporter.act(case, "answer", text="Dat zoek ik uit.")
    resident.wait_text("Dat zoek ik uit.")
    supporter.act(case, "close")
    resident.say(QUESTIONS[1][0])
    resident.wait_answers([QUESTIONS[1][1]])

    assert answers(resident.replies()) == [QUESTIONS[1][1]]  # only the question after closing
    said = [(message["who"], message["text"]) for message in resident.history()]
    assert said.count(("resident", question)) == 1
    assert name not in answers(resident.replies())


def test_danger_is_answered_beside_a_supporter(running: Running, supporter: Supporter) -> None:
    resident = Resident(running.front)
    case = supporter.find(resident.ask_for_person())
    supporter.act(case, "claim")
    resident.say("Ik wil niet meer leven")
    assert resident.wait_text("113")["who"] == "assistant"


def test_a_supporter_reads_only_what_the_resident_agreed_to(running: Running, supporter: Supporter) -> None:
    silent, agreed = Resident(running.front), Resident(running.front)
    silent.say("Mijn huur is te hoog en de roodkraai is weg")
    agreed.say("Mijn huur is te hoog en de groenlijster is weg")
    silent.say("Ik wil een mens spreken")
    silent.wait_reply(asks_consent, "the preview")
    silent.say("Nee, liever niet", payload="/deny")
    silent.wait_text(opening("utter_not_requested"))
    supporter.find(agreed.ask_for_person())

    pages = " ".join(supporter.page(case) for case in supporter.cases())
    assert "groenlijster" in pages
    assert "roodkraai" not in pages


def test_the_answer_of_a_supporter_arrives_on_whatsapp_once(running: Running, supporter: Supporter) -> None:
    resident = WhatsAppResident(running.whatsapp, "31600010001")
    resident.say("Ik wil een mens spreken")
    eventually(lambda: any("/affirm" in m["buttons"] for m in resident.received()), "the preview on WhatsApp")
    resident.press("Ja, geef maar door", "/affirm")
    case = supporter.find(reference(resident.wait_text(opening("utter_requested"))["text"]))
    supporter.act(case, "claim")
    supporter.act(case, "answer", text="Goedemiddag via de telefoon.")
    resident.wait_text("Goedemiddag via de telefoon.")
    supporter.act(case, "close")
    resident.say(QUESTIONS[0][0])
    resident.wait_text(opening(QUESTIONS[0][1]))

    received = [message["text"] for message in resident.received()]
    assert sum("Goedemiddag via de telefoon." in text for text in received) == 1
    assert answers(resident.received()) == [QUESTIONS[0][1]]


def test_the_console_shows_nothing_without_signing_in(running: Running) -> None:
    for path in ("/", "/parts/inbox", "/cases/00000000-0000-0000-0000-000000000000"):
        answer = httpx.get(running.console + path, trust_env=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/signin")


def test_a_wrong_password_is_refused(running: Running) -> None:
    for name in (running.name, "Niemand"):
        with pytest.raises(AssertionError, match="status 401"):
            Supporter(running.console, name, "geen goed wachtwoord")
