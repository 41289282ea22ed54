from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn import events_of_last_turn, replies_of, trace_of
from tests.bot.conftest import DOMAIN


def tracker_of(*events):
    tracker = DialogueStateTracker("x", Domain.from_yaml(DOMAIN).slots)
    tracker.update_with_events(list(events), Domain.from_yaml(DOMAIN))
    return tracker


def uttered(**data):
    return BotUttered(data.pop("text", None), {"buttons": None, "custom": None, **data})


def test_failures_that_actions_tell_are_no_replies():
    failed = {"failed_action": "action_open_ticket", "error": "DeskUnreachable", "hand_off": False}
    tracker = tracker_of(
        UserUttered("x"), uttered(text="Sorry."), uttered(custom=failed), uttered(custom={"other": 1}), uttered()
    )
    turn = events_of_last_turn(tracker)
    assert [reply["text"] for reply in replies_of(turn, tracker)] == ["Sorry."]
    assert trace_of(turn, tracker)["failed_actions"] == [
        {"action": "action_open_ticket", "error": "DeskUnreachable", "hand_off": False}
    ]


def test_only_the_last_turn_counts():
    tracker = tracker_of(UserUttered("one"), uttered(text="old"), UserUttered("two"), uttered(text="new"))
    assert [reply["text"] for reply in replies_of(events_of_last_turn(tracker), tracker)] == ["new"]


def test_a_conversation_without_a_message_is_an_empty_turn():
    tracker = tracker_of()
    assert events_of_last_turn(tracker) == []
    assert trace_of([], tracker)["intent"] is None


def test_slots_and_actions_of_the_turn_without_the_machinery():
    tracker = tracker_of(
        SlotSet("language", "hi"),
        UserUttered("x"),
        SlotSet("language", "en"),
        SlotSet("description", "broken lid"),
        ActionExecuted("action_log_answer", "RulePolicy", 1.0),
        ActionExecuted("action_listen"),
    )
    trace = trace_of(events_of_last_turn(tracker), tracker)
    assert trace["slots"] == {"description": "broken lid"}
    assert [action["name"] for action in trace["actions"]] == ["action_log_answer"]


def test_texts_without_a_known_language_are_detected():
    tracker = tracker_of(
        UserUttered("x"),
        uttered(text="आपका टिकट SAH-1 है"),
        uttered(text="SAH-1", buttons=[{"title": "a", "payload": "/b"}]),
    )
    replies = replies_of(events_of_last_turn(tracker), tracker)
    assert [reply["lang"] for reply in replies] == ["hi", "en"]
    assert replies[1]["buttons"] == [{"title": "a", "payload": "/b"}]
