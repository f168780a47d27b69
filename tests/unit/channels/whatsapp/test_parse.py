from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.whatsapp import parse
from bot.channels.whatsapp.parse import UNSUPPORTED, Status
from bot.conversation.messages import Incoming

Document = Callable[..., dict[str, Any]]


def text(body: str = "hoi", **more: Any) -> dict[str, Any]:
    return {"from": "31600000001", "id": "wamid.1", "type": "text", "text": {"body": body}, **more}


def test_text(document: Document) -> None:
    assert parse.incoming(document(text())) == [Incoming("whatsapp", "31600000001", "wamid.1", "hoi")]


@pytest.mark.parametrize("kind", ["button_reply", "list_reply"])
def test_a_pressed_choice_brings_back_its_payload(document: Document, kind: str) -> None:
    message = text(type="interactive", interactive={"type": kind, kind: {"id": '/kies{"x": 1}', "title": "Ja"}})
    [incoming] = parse.incoming(document(message))
    assert (incoming.text, incoming.payload) == ("Ja", '/kies{"x": 1}')


def test_template_button(document: Document) -> None:
    [incoming] = parse.incoming(document(text(type="button", button={"text": "Ja", "payload": "/affirm"})))
    assert (incoming.text, incoming.payload) == ("Ja", "/affirm")


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document", "sticker", "location", "contacts",
                                  "unsupported", "order", "brand_new"])
def test_what_cannot_be_read_says_so(document: Document, kind: str) -> None:
    [incoming] = parse.incoming(document({"from": "316", "id": "w", "type": kind, kind: {"id": "9"}}))
    assert (incoming.text, incoming.payload) == ("", UNSUPPORTED)


def test_a_flow_reply_cannot_be_read(document: Document) -> None:
    message = text(type="interactive", interactive={"type": "nfm_reply", "nfm_reply": {"body": "Sent"}})
    assert parse.incoming(document(message))[0].payload == UNSUPPORTED


def test_the_words_under_a_picture_are_kept(document: Document) -> None:
    [incoming] = parse.incoming(document(text(type="image", image={"id": "1", "caption": "gevaar"})))
    assert (incoming.text, incoming.payload) == ("gevaar", UNSUPPORTED)


@pytest.mark.parametrize("kind", ["reaction", "system", "revoke"])
def test_what_needs_no_answer_is_left_out(document: Document, kind: str) -> None:
    assert parse.incoming(document({"from": "316", "id": "w", "type": kind, kind: {"emoji": "x"}})) == []


def test_a_group_is_left_out(document: Document) -> None:
    assert parse.incoming(document(text(group_id="g1"))) == []


def test_the_business_scoped_user_id_comes_first(document: Document) -> None:
    contact = {"wa_id": "31600000001", "user_id": "NL.1"}
    assert parse.incoming(document(text(), contacts=[contact]))[0].address == "NL.1"
    without_phone = {"id": "w", "from_user_id": "NL.2", "type": "text", "text": {"body": "x"}}
    assert parse.incoming(document(without_phone))[0].address == "NL.2"


def test_each_message_of_a_batch_goes_to_its_own_person(document: Document) -> None:
    contacts = [{"wa_id": "1", "user_id": "NL.1"}, {"wa_id": "2", "user_id": "NL.2"}]
    found = parse.incoming(document(text("b", **{"from": "2"}), text("a", **{"from": "1"}), contacts=contacts))
    assert [(message.text, message.address) for message in found] == [("b", "NL.2"), ("a", "NL.1")]


def test_one_bad_message_never_spoils_the_others(document: Document) -> None:
    found = parse.incoming(document(None, {"type": "text"}, text(id=7), "x", text("goed"), contacts="no"))
    assert [message.text for message in found] == ["goed"]


def test_messages_to_another_number_are_left_out(document: Document) -> None:
    assert parse.incoming(document(text(), number="2000"), "1000") == []
    assert len(parse.incoming(document(text(), number="1000"), "1000")) == 1


def test_a_payload_that_does_not_fit_the_database_is_dropped(document: Document) -> None:
    message = text(type="button", button={"text": "Ja", "payload": "x" * 501})
    assert parse.incoming(document(message))[0] == Incoming("whatsapp", "31600000001", "wamid.1", "Ja")


def test_statuses(document: Document) -> None:
    items = [{"id": "w1", "status": "read", "biz_opaque_callback_data": "naast.1.0.1"},
             {"id": "w2", "status": "failed", "errors": [{"code": 131026}]}, {"status": "sent"}, 3]
    expected = [Status("w1", "read", None, "naast.1.0.1"), Status("w2", "failed", 131026)]
    assert parse.statuses(document(statuses=items)) == expected


calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # also on a busy machine
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["entry", "changes", "value", "messages", "contacts", "statuses", "id", "type",
                                         "text", "from", "metadata", "interactive", "errors"]), inner, max_size=4))


@calm
@given(JSON)
def test_strange_json_never_raises(data: Any) -> None:
    wrapped = {"entry": [{"changes": [{"value": data}]}]}
    for shape in (data, wrapped, {"entry": [{"changes": [{"value": {"messages": [data], "statuses": [data]}}]}]}):
        for message in parse.incoming(shape, "1000"):
            assert message.external_id and message.address
        parse.statuses(shape, "1000")
