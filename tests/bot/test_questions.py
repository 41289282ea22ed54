"""The rules on a matcher whose answers are written down, and the whole on the small shop's trained one."""

import pytest

from bot.confidence import BAND_ANSWER, BAND_DID_YOU_MEAN, BAND_MISS
from bot.matcher import NO_MATCH, Match
from bot.questions import Topic, answers, read

LABELS = ["faq/refund_time", "faq/cod_available", "faq/emi_options", "greet", "thank", "ask_person", "open_ticket"]


class Written:
    """A matcher that answers from a table: text -> (label, confidence)."""

    def __init__(self, **table):
        self._table = {text.replace("_", " "): choice for text, choice in table.items()}
        self.asked = []

    def match(self, text, language):
        self.asked.append(text)
        label, confidence = self._table.get(text.strip(" ?.!").lower(), ("faq/emi_options", 0.01))
        if label is None:
            return NO_MATCH
        band = BAND_ANSWER if confidence >= 0.5 else BAND_DID_YOU_MEAN if confidence >= 0.1 else BAND_MISS
        rest = [(other, (1 - confidence) / len(LABELS)) for other in LABELS if other != label]
        return Match([(label, confidence), *rest], confidence, band)


REFUND, COD = ("faq/refund_time", 0.95), ("faq/cod_available", 0.93)


def test_two_questions_are_answered_in_the_order_of_asking():
    matcher = Written(is_cod_there=COD, when_is_the_refund=REFUND)
    reading = read(matcher, "Is cod there? When is the refund?", "en")
    assert reading.entries == ["cod_available", "refund_time"]
    assert [question.text for question in reading.several] == ["Is cod there?", "When is the refund?"]
    assert len(matcher.asked) == 3


def test_twice_the_same_entry_is_one_answer():
    matcher = Written(is_cod_there=COD, can_i_pay_cash=COD)
    assert read(matcher, "is cod there? can i pay cash?", "en").several == ()


def test_a_single_question_costs_one_match():
    matcher = Written(when_is_the_refund=REFUND)
    assert answers(matcher, "when is the refund", "en") == ["refund_time"]
    assert len(matcher.asked) == 1


def test_one_question_said_with_more_confidence_as_a_whole_is_not_split():
    table = {"my mixer and my motor jar": ("faq/emi_options", 0.97), "my mixer": REFUND, "my motor jar": COD}
    assert answers(Written(**table), "my mixer and my motor jar", "en") == ["emi_options"]


@pytest.mark.parametrize(("border", "entries"), [(". ", 2), (" and ", 0), (", ", 0)])
def test_what_hardly_separates_needs_more_confidence(border, entries):
    matcher = Written(refund_is_late=("faq/refund_time", 0.6), is_cod_there=("faq/cod_available", 0.6))
    assert len(answers(matcher, f"refund is late{border}is cod there", "en")) == entries


def test_an_unsure_second_sentence_counts_when_the_whole_says_the_same():
    table = {"refund is late. is it there": ("faq/cod_available", 0.4), "refund is late": REFUND}
    table["is it there"] = ("faq/cod_available", 0.3)
    assert answers(Written(**table), "refund is late. is it there", "en") == ["refund_time", "cod_available"]


def test_a_greeting_is_no_second_question():
    matcher = Written(when_is_the_refund=REFUND)
    assert answers(matcher, "Hi! When is the refund? Thanks", "en") == ["refund_time"]


def test_a_person_goes_before_questions():
    matcher = Written(i_want_a_person=("ask_person", 0.96), when_is_the_refund=REFUND, is_cod_there=COD)
    reading = read(matcher, "when is the refund? is cod there? i want a person", "en")
    assert (reading.match.label, reading.entries) == ("ask_person", [])


def test_a_plain_intent_of_the_whole_message_stays():
    table = {"open a ticket. when is the refund": ("open_ticket", 0.9), "when is the refund": REFUND}
    assert read(Written(**table), "open a ticket. when is the refund", "en").match.label == "open_ticket"


def test_a_sure_part_speaks_for_a_message_that_is_not_understood():
    table = {"it was monday. when is the refund": ("faq/emi_options", 0.2), "when is the refund": REFUND}
    assert answers(Written(**table), "it was monday. when is the refund", "en") == ["refund_time"]
    table["when is the refund"] = ("faq/refund_time", 0.6)
    assert answers(Written(**table), "it was monday. when is the refund", "en") == []


TOPIC = Topic("refund_time", "when is the refund")


def test_a_follow_up_is_read_within_the_topic():
    matcher = Written(for_cards=("faq/emi_options", 0.3), when_is_the_refund_for_cards=REFUND)
    reading = read(matcher, "for cards?", "en", TOPIC)
    assert (reading.entries, reading.context_used) == (["refund_time"], True)
    assert len(matcher.asked) == 2
    assert read(matcher, "for cards?", "en").entries == []


def test_a_pressed_button_leaves_the_words_of_its_id():
    matcher = Written(refund_time_for_cards=REFUND)
    assert read(matcher, "for cards?", "en", Topic("refund_time", "")).entries == ["refund_time"]


def test_a_complete_question_is_never_read_within_the_topic():
    matcher = Written(is_cod_there_in_my_town=("faq/cod_available", 0.2))
    assert not read(matcher, "is cod there in my town", "en", TOPIC).context_used
    assert len(matcher.asked) == 1


def test_an_understood_new_topic_is_not_bent():
    matcher = Written(and_cod=COD, when_is_the_refund_and_cod=("faq/refund_time", 0.99))
    reading = read(matcher, "and cod?", "en", TOPIC)
    assert (reading.entries, reading.context_used) == (["cod_available"], False)


def test_an_intent_without_entry_stays_what_it_is():
    matcher = Written(for_it=("thank", 0.9), when_is_the_refund_for_it=REFUND)
    assert read(matcher, "for it", "en", TOPIC).match.label == "thank"


@pytest.mark.parametrize("text", ["", " ", "👍", "???", "مرحبا. كيف", "12345", "a", "?" * 5_000, "aur " * 3_000])
def test_any_input_is_read(small_matcher, text):
    assert isinstance(read(small_matcher, text, "en", TOPIC).entries, list)


@pytest.mark.parametrize(
    ("text", "language", "entries"),
    [
        ("cancel my order. can i pay cash on delivery?", "en", ["cancel_order", "cod_available"]),
        ("ऑर्डर कैंसिल करना है। रिफंड कब मिलेगा?", "hi", ["cancel_order", "refund_time"]),
        ("refund kab milega? gst bill chahiye", "hinglish", ["refund_time", "gst_invoice"]),
        ("hello, how many days will delivery take", "en", ["delivery_time"]),
    ],
)
def test_on_a_trained_matcher(small_matcher, text, language, entries):
    assert answers(small_matcher, text, language) == entries


def test_a_follow_up_on_a_trained_matcher(small_matcher):
    assert answers(small_matcher, "for upi?", "en", Topic("refund_time", "how long does a refund take")) == [
        "refund_time"
    ]


def test_a_fragment_is_read_within_the_topic_only_when_it_is_of_the_shop():
    reading = read(
        Written(hdfc_card=("faq/emi_options", 0.3), when_is_the_refund_hdfc_card=REFUND), "hdfc card", "en", TOPIC
    )
    assert (reading.entries, reading.context_used) == (["refund_time"], True)

    class Strange(Written):
        def match(self, text, language):
            match = super().match(text, language)
            return match if len(self.asked) > 1 else Match([("faq/emi_options", 0.05)], 0.05, BAND_MISS)

    strange = Strange(when_is_the_refund_tell_a_joke=REFUND)
    assert not read(strange, "tell a joke", "en", TOPIC).context_used
    assert strange.asked == ["tell a joke"]
