import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spelling import Speller

ENGLISH = frozenset(
    [
        "where",
        "is",
        "my",
        "order",
        "refund",
        "delivery",
        "when",
        "will",
        "the",
        "come",
        "please",
        "reader",
        "from",
        "warranty",
    ]
)
TEXTS = ["refund for my order", "refund to bank", "delivery of the order", "delivery date", "warranty card"] * 2 + [
    "रिफंड कब मिलेगा",
    "रिफंड नहीं आया",
    "डिलीवरी कब होगी",
    "डिलीवरी का समय",
]


@pytest.fixture(scope="module")
def speller():
    return Speller.of(TEXTS, ENGLISH)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refnd kab milega", "refund kab milega"),
        ("where is my ordre", "where is my order"),
        ("Delivry please", "delivery please"),
        ("warrenty", "warranty"),
        ("रिफनड कब", "रिफंड कब"),
    ],
)
def test_slips_become_the_word_of_the_knowledge_base(speller, typed, meant):
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "order",
        "my reader is here",  # English, one slip from nothing of ours
        "milega",  # Hindi in Latin letters
        "mail me at refnd@shop.in or www.refnd.com",
        "ordr2 od",  # a code
        "मिलेगा कब",
        "👍 12345",
        "",
    ],
)
def test_words_that_somebody_knows_stay(speller, text):
    assert speller.correct(text) == text


def test_a_rare_word_of_one_question_teaches_no_spelling():
    assert Speller.of(["my refnd", "the refund", "a refund"], ENGLISH).correct("refnd") == "refund"


def test_without_an_english_list_latin_words_are_left_alone():
    assert Speller.of(TEXTS, frozenset()).correct("refnd कब") == "refnd कब"


@given(st.text(max_size=80))
def test_any_text_keeps_its_words_and_a_second_time_changes_nothing(text):
    speller = Speller.of(TEXTS, ENGLISH)
    once = speller.correct(text)
    assert len(once.split()) == len(text.split())
    assert speller.correct(once) == once
