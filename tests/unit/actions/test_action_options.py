"""Options by number, by name or by button; and what a yes, a no or a choice leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import store
from actions.case import Case
from actions.confirm import Affirm, Deny
from actions.handover import AskHuman, Withdraw
from actions.options import ChooseMode, ChooseOption, MoreInfo, OtherOptions, _chosen
from bot.content.fragments import fragments, read
from bot.db import Sessions, make_engine, make_sessions, prepare
from bot.handover import service
from bot.handover.models import Handover
from bot.settings import ROOT
from bot.socialmap import service as social_map

RESPONSES = {
    name: variants
    for item in fragments(ROOT / "nlu_data", "domein")
    for name, variants in (read(item.path).get("responses") or {}).items()
}
NAMES = {"municipality": "Waterrijk", "supporter": "iemand die naast je staat", "phone": "099-000 01 01"}
STORY = ["ik heb schulden en de deurwaarder komt", "ik kan de huur niet betalen"]


@pytest.fixture(scope="module")
def map_sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    """A database with the example map."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('map') / 'naast.db'}")
    prepare(engine)
    sessions = make_sessions(engine)
    with sessions() as db:
        social_map.ensure_example(db)
    yield sessions
    engine.dispose()


class Talk:
    """A conversation at the level of actions: run one, keep the slots."""

    def __init__(self, sessions: Sessions, conversation_id: str) -> None:
        self.sessions, self.id = sessions, conversation_id
        self.slots: dict[str, Any] = dict(NAMES)

    def tracker(self, text: str = "", intent: str = "", number: str | None = None, **message: Any) -> Tracker:
        entities = [{"entity": "number", "value": number}] if number is not None else []
        latest = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities, **message}
        return Tracker(self.id, self.slots, latest, [], False, None, {}, "action_listen")

    def run(self, action: Action, text: str = "", **message: Any) -> dict[str, Any]:
        """The one message the action sends."""
        dispatcher = CollectingDispatcher()
        events = action.run(dispatcher, self.tracker(text, **message), {"responses": RESPONSES})
        self.slots.update({event["name"]: event["value"] for event in events})  # type: ignore[attr-defined]
        (sent,) = dispatcher.messages
        return dict(sent)

    @property
    def case(self) -> Case:
        return Case.of(self.tracker())

    def confirmed(self) -> list[str]:
        """Options are shown; their ids."""
        self.slots.update(story=STORY, stage="confirm", domain_weights={"geld": 0.9, "wonen": 0.5})
        self.run(Affirm(), "ja")
        return self.case.options

    def state(self) -> str:
        with self.sessions() as db:
            return str(db.get(service.Conversation, self.id).handover_state)

    def handovers(self) -> list[Handover]:
        with self.sessions() as db:
            return list(db.query(Handover).filter_by(conversation_id=self.id))


@pytest.fixture
def talk(map_sessions: Sessions, request: pytest.FixtureRequest) -> Talk:
    store.use(map_sessions)
    with map_sessions() as db:
        return Talk(map_sessions, str(service.open_conversation(db, "web", request.node.name).id))


def name_of(talk: Talk, option: str) -> str:
    with talk.sessions() as db:
        return str(social_map.details(db, option)["name"])


def test_after_a_yes_come_at_most_three_options_and_the_last_is_a_person(talk: Talk) -> None:
    talk.slots.update(story=STORY, stage="confirm", domain_weights={"geld": 0.9})
    sent = talk.run(Affirm(), "ja")
    cards = sent["custom"]["organisations"]
    assert 2 <= len(cards) <= 3
    assert [card["offered_by"] == "person" for card in cards] == [False] * (len(cards) - 1) + [True]
    titles = [button["title"] for button in sent["buttons"]]
    assert titles == [*(card["name"] for card in cards[:-1]), "Praat met een mens"]
    assert all(card["why"] for card in cards[:-1])
    assert talk.case.confirmed and talk.case.stage == "options"


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        ("1", None, 0),
        ("de eerste", None, 0),
        ("ik neem de tweede", None, 1),
        ("2", None, 1),
        ("/choose_option", "2", 1),
        ("/choose_option", "1", 0),
        ("de laatste graag", None, -1),
        ("nummer drie", None, 2),
    ],
)
def test_a_number_means_the_option_at_that_place(talk: Talk, text: str, number: str | None, place: int) -> None:
    options = talk.confirmed()
    assert len(options) == 3
    assert _chosen(talk.case, talk.tracker(text, number=number)) == options[place]


@pytest.mark.parametrize("number", ["0", "4", "17", "-1", "x", ""])
def test_a_number_that_was_not_offered_means_nothing(talk: Talk, number: str) -> None:
    talk.confirmed()
    assert _chosen(talk.case, talk.tracker("/choose_option", number=number)) is None


def test_a_word_of_its_name_means_an_option_and_anything_else_none(talk: Talk) -> None:
    options = talk.confirmed()
    for option in options:
        name = name_of(talk, option)
        assert _chosen(talk.case, talk.tracker(f"doe maar {name}")) is not None
    assert _chosen(talk.case, talk.tracker("doe maar iets")) is None


def test_an_unclear_choice_is_asked_again(talk: Talk) -> None:
    talk.confirmed()
    sent = talk.run(ChooseOption(), "die ene", intent="choose_option")
    assert talk.case.stage == "options" and talk.case.chosen is None
    assert "welke" in sent["text"].lower()


def test_choosing_an_organisation_asks_who_will_do_it(talk: Talk) -> None:
    options = talk.confirmed()
    sent = talk.run(ChooseOption(), "de eerste", intent="choose_option")
    assert name_of(talk, options[0]) in sent["text"]
    assert (talk.case.stage, talk.case.chosen) == ("mode", name_of(talk, options[0]))
    assert len(sent["buttons"]) == 3


def test_doing_it_yourself_gives_nothing_to_anyone(talk: Talk) -> None:
    talk.confirmed()
    talk.run(ChooseOption(), "1", intent="choose_option")
    talk.run(ChooseMode(), "ik doe het zelf", intent="choose_self")
    assert (talk.case.mode, talk.case.stage, talk.handovers()) == ("zelf", "follow_up", [])


@pytest.mark.parametrize(("intent", "mode"), [("choose_together", "samen"), ("choose_other", "ander")])
def test_with_somebody_means_a_preview_and_only_a_yes_passes_it_on(talk: Talk, intent: str, mode: str) -> None:
    talk.confirmed()
    talk.run(ChooseOption(), "1", intent="choose_option")
    preview = talk.run(ChooseMode(), intent=intent)
    assert (talk.case.mode, talk.case.stage, talk.state()) == (mode, "consent", "previewed")
    assert all(text in preview["custom"]["summary"] for text in STORY)
    assert talk.handovers() == []
    sent = talk.run(Affirm(), "ja")
    (handover,) = talk.handovers()
    assert handover.reference in sent["text"]
    assert handover.summary["own_words"] == STORY and handover.summary["mode"] == mode
    assert "Mag ik dit doorgeven?" in handover.consent_text
    assert talk.state() == "requested"


def test_choosing_the_person_is_a_preview_at_once(talk: Talk) -> None:
    talk.confirmed()
    talk.run(ChooseOption(), "de laatste", intent="choose_option")
    assert talk.state() == "previewed"


def test_a_no_passes_nothing_on(talk: Talk) -> None:
    talk.slots.update(story=STORY, stage="detail")
    talk.run(AskHuman(), "ik wil iemand spreken")
    talk.run(Deny(), "nee")
    assert (talk.state(), talk.handovers()) == ("none", [])


def test_asking_for_a_person_twice_is_one_request(talk: Talk) -> None:
    talk.slots.update(story=STORY, stage="detail")
    for _ in range(2):
        talk.run(AskHuman(), "ik wil iemand spreken")
        talk.run(Affirm(), "ja")
    assert len(talk.handovers()) == 1


def test_what_was_passed_on_can_be_taken_back(talk: Talk) -> None:
    talk.slots.update(story=STORY, stage="detail")
    talk.run(AskHuman(), "ik wil iemand spreken")
    talk.run(Affirm(), "ja")
    talk.run(Withdraw(), "trek het in")
    (handover,) = talk.handovers()
    assert (handover.summary, talk.state()) == ({}, "withdrawn")


def test_what_was_shown_before_is_not_shown_again(talk: Talk) -> None:
    seen = set(talk.confirmed()[:-1])
    for _ in range(3):
        sent = talk.run(OtherOptions(), "geen van deze", intent="none_of_these")
        cards = (sent.get("custom") or {}).get("organisations") or []
        fresh = {card["id"] for card in cards if card["offered_by"] != "person"}
        assert not fresh & seen
        assert cards and cards[-1]["offered_by"] == "person"
        seen |= fresh


def test_more_about_an_option_shows_its_card(talk: Talk) -> None:
    options = talk.confirmed()
    sent = talk.run(MoreInfo(), "vertel eens over de tweede", intent="more_info")
    assert [card["id"] for card in sent["custom"]["organisations"]] == [options[1]]


def test_options_before_anything_was_told_are_not_invented(talk: Talk) -> None:
    sent = talk.run(ChooseOption(), "de eerste", intent="choose_option")
    assert not (sent.get("custom") or {}).get("organisations")


@pytest.mark.parametrize(("text", "leads"), [("de eerste", "geld"), ("doe de tweede maar", "wonen")])
def test_at_the_summary_a_number_says_what_comes_first(talk: Talk, text: str, leads: str) -> None:
    talk.slots.update(story=STORY, stage="confirm", domain_weights={"geld": 0.9, "wonen": 0.6})
    talk.run(ChooseOption(), text)
    assert talk.case.confirmed and talk.case.stage == "options"
    assert talk.case.domains[0] == leads and leads not in talk.case.later
