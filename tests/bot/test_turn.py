from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn import events_of_last_turn, replies_of, topic_of, trace_of
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


def asked(text, entry="refund_time", band="answer", topic=None, **parsed):
    selector = {"faq": {"response": {"intent_response_key": f"faq/{entry}"}, "ranking": []}}
    parse_data = {"faq_band": band, "response_selector": selector, **parsed}
    return UserUttered(text, {"name": "faq"}, [], parse_data, metadata={"topic": topic})


def test_the_topic_is_the_last_answered_question():
    assert topic_of(tracker_of()) is None
    tracker = tracker_of(asked("is cod there", "cod_available"), asked("when is the refund"), UserUttered("thanks"))
    assert topic_of(tracker) == {"entry": "refund_time", "question": "when is the refund"}
    unsure = tracker_of(asked("is cod there", "cod_available"), asked("hm", band="did_you_mean"))
    assert topic_of(unsure) == {"entry": "cod_available", "question": "is cod there"}


def test_the_topic_is_forgotten_after_five_messages():
    later = [UserUttered("thanks")] * 5
    assert topic_of(tracker_of(asked("when is the refund"), *later[:4])) is not None
    assert topic_of(tracker_of(asked("when is the refund"), *later)) is None


def test_of_several_questions_the_last_is_the_topic():
    questions = [
        {"text": "when is the refund", "faq_id": "refund_time"},
        {"text": "is cod there", "faq_id": "cod_available"},
    ]
    tracker = tracker_of(asked("when is the refund? is cod there", questions=questions))
    assert topic_of(tracker) == {"entry": "cod_available", "question": "is cod there"}


def test_a_follow_up_goes_on_from_the_question_before_it():
    topic = {"entry": "refund_time", "question": "when is the refund"}
    same = tracker_of(asked("for cards?", context_used=True, topic=topic))
    assert topic_of(same) == topic
    other = tracker_of(asked("and the fee?", "cod_available", context_used=True, topic=topic))
    assert topic_of(other) == {"entry": "cod_available", "question": "when is the refund and the fee?"}


def test_a_pressed_button_leaves_the_entry():
    assert topic_of(tracker_of(asked("/faq/refund_time"))) == {"entry": "refund_time", "question": ""}


def test_the_trace_tells_what_was_read():
    questions = [{"text": "a", "faq_id": "x", "confidence": 0.123456, "band": "answer"}]
    tracker = tracker_of(asked("a? b?", questions=questions, context_used=True))
    trace = trace_of(events_of_last_turn(tracker), tracker)
    assert trace["questions"] == [{"text": "a", "faq_id": "x", "confidence": 0.1235, "band": "answer"}]
    assert trace["context_used"] is True
