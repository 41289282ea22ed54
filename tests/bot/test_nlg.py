import json
import os

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.faq_importer import FaqImporter
from bot.nlg import PublishedAnswers, reply_language
from tests.bot.conftest import DOMAIN

LANGUAGES = ("en", "hi", "hinglish")


def entry(name, **more):
    return {
        "topic": "t",
        "title": {k: f"{name} title {k}" for k in LANGUAGES},
        "answer": {k: f"{name} answer {k}" for k in LANGUAGES},
        "links": [],
        "buttons": [],
        "related": [],
        "handoff": "never",
        **more,
    }


@pytest.fixture
def path(tmp_path):
    return tmp_path / "published.json"


def publish(path, entries):
    new = path.with_suffix(".new")
    new.write_text(json.dumps({"version": "1", "entries": entries}), encoding="utf-8")
    os.replace(new, path)


@pytest.fixture
def nlg(path, small_root):
    importer = FaqImporter(str(small_root / "config.yml"), faq_path="data/faq")
    return PublishedAnswers(EndpointConfig(path=str(path)), Domain.from_yaml(DOMAIN).merge(importer.get_domain()))


@pytest.fixture
def say(nlg, run):
    def generate(name, language="en", pinned=None, **kwargs):
        return run(nlg.generate(name, tracker(language, pinned), "desk", **kwargs))

    return generate


def tracker(language, pinned=None):
    slots = Domain.from_yaml(DOMAIN).slots
    made = DialogueStateTracker("x", slots)
    parsed = {"intent": {"name": "faq"}, "entities": [], "language": language}
    made.update(UserUttered("hi", parse_data=parsed, metadata={"reply_language": pinned}))
    return made


def test_an_answer_comes_from_the_snapshot_in_the_messages_language(path, say):
    publish(
        path,
        {
            "cod_available": entry(
                "cod", links=[{"url": "/help", "label": {"en": "E", "hi": "H", "hinglish": "X"}}], buttons=["gift_wrap"]
            ),
            "gift_wrap": entry("wrap"),
        },
    )
    for language in LANGUAGES:
        reply = say("utter_faq/cod_available", language)
        assert reply["text"] == f"cod answer {language}"
        assert reply["lang"] == language
        assert reply["faq_id"] == "cod_available"
        assert reply["buttons"] == [{"title": f"wrap title {language}", "payload": "/faq/gift_wrap"}]
    assert say("utter_faq/cod_available", "hi")["links"] == [{"url": "/help", "label": "H"}]


def test_a_pinned_language_wins(path, say):
    publish(path, {"cod_available": entry("cod")})
    assert say("utter_faq/cod_available", "en", pinned="hi")["lang"] == "hi"
    assert say("utter_greet", "en", pinned="hi")["text"] == "नमस्ते।"


def test_an_edited_answer_is_live_on_the_next_message(path, say):
    publish(path, {"cod_available": entry("old")})
    assert say("utter_faq/cod_available")["text"] == "old answer en"
    publish(path, {"cod_available": entry("new")})
    assert say("utter_faq/cod_available")["text"] == "new answer en"


def test_braces_in_an_answer_are_text(path, say):
    publish(path, {"cod_available": entry("cod", answer=dict.fromkeys(LANGUAGES, "code {language} {0}"))})
    assert say("utter_faq/cod_available")["text"] == "code {language} {0}"


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "",
        "[]",
        '{"entries": []}',
        '{"entries": {"a": 1}}',
        '{"entries": {"cod_available": {"title": {"en": "x"}, "answer": {}}}}',
        "\ud800",
    ],
)
def test_a_broken_snapshot_keeps_the_last_good_one(path, say, content, caplog):
    publish(path, {"cod_available": entry("good")})
    assert say("utter_faq/cod_available")["text"] == "good answer en"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    for _ in range(3):
        assert say("utter_faq/cod_available")["text"] == "good answer en"
    assert caplog.text.count("published answers are broken") == 1
    path.unlink()
    assert say("utter_faq/cod_available")["text"] == "good answer en"
    publish(path, {"cod_available": entry("newer")})
    assert say("utter_faq/cod_available")["text"] == "newer answer en"


def test_without_a_snapshot_the_models_own_answers_serve(say, caplog):
    reply = say("utter_faq/delivery_time", "hinglish")
    assert reply["text"] == "Answer delivery_time in hinglish"
    assert reply["lang"] == "hinglish"
    assert reply["faq_id"] == "delivery_time"
    assert reply["buttons"] == [{"title": "Title cancel_order in hinglish", "payload": "/faq/cancel_order"}]
    say("utter_faq/delivery_time")
    assert caplog.text.count("published answers cannot be read") == 1


def test_an_entry_the_snapshot_lacks_is_served_from_the_model(path, say):
    publish(path, {"cod_available": entry("cod")})
    assert say("utter_faq/gift_wrap")["text"] == "Answer gift_wrap in en"


def test_suggestions_become_buttons_before_the_responses_own(path, say):
    publish(path, {"cod_available": entry("cod"), "gift_wrap": entry("wrap")})
    reply = say("utter_did_you_mean", "hi", suggestions=["gift_wrap", "not_published", "cod_available"])
    assert reply["text"] == "क्या आप यह पूछ रहे हैं?"
    assert [button["payload"] for button in reply["buttons"]] == ["/faq/gift_wrap", "/faq/cod_available"]
    assert reply["buttons"][0]["title"] == "wrap title hi"
    english = say("utter_did_you_mean", suggestions=["gift_wrap"])
    assert [button["payload"] for button in english["buttons"]] == ["/faq/gift_wrap", "/ask_person"]


def test_buttons_of_one_turn_do_not_leak_into_the_next(path, say):
    publish(path, {"gift_wrap": entry("wrap")})
    say("utter_did_you_mean", suggestions=["gift_wrap"])
    assert [button["payload"] for button in say("utter_did_you_mean")["buttons"]] == ["/ask_person"]


def test_suggestions_without_a_snapshot_take_the_models_titles(say):
    reply = say("utter_did_you_mean", "hi", suggestions=["gift_wrap", "unknown"])
    assert reply["buttons"][0] == {"title": "Title gift_wrap in hi", "payload": "/faq/gift_wrap"}
    assert len(reply["buttons"]) == 1


def test_other_responses_tell_the_language_they_are_in(say):
    assert say("utter_greet", "hinglish")["lang"] == "hinglish"
    assert say("utter_greet", "hi")["lang"] == "hi"
    # there is no Hinglish variation: the English one is served, and said to be English
    assert say("utter_did_you_mean", "hinglish")["lang"] == "en"


def test_unknown_responses_are_none(say):
    assert say("utter_nothing") is None
    assert say("utter_faq/nothing") is None


def test_reply_language_order():
    assert reply_language(tracker("hi", "hinglish")) == "hinglish"
    assert reply_language(tracker("hi")) == "hi"
    silent = tracker(None)
    assert reply_language(silent) == "en"
    silent.update(SlotSet("language", "hinglish"))
    assert reply_language(silent) == "hinglish"
