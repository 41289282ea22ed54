import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import MAX_CHARACTERS, ascii_digits, clean, fold, is_readable, scripts


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  where   is\nmy\torder ", "where is my order"),
        ("plzzzzz heeeelp!!!", "plzz heelp!"),
        ("ｏｒｄｅｒ", "order"),
        ("or\u200bder\u202e", "order"),
        ("क्या\u200dबात", "क्याबात"),
        ("क्\u200dया हुआ", "क्या हुआ"),
        ("श्री\u200cमान", "श्रीमान"),
        ("कीी", "की"),
        ("शक्ति््", "शक्ति्"),
        ("\u093e बात", "बात"),
        ("बात \u093f\u0902 है", "बात है"),
        ("ज\u093c्यादा", "ज\u093c्यादा"),
        ("\u095c", "ड\u093c"),
        ("ड\u093e\u093c", "ड\u093c\u093e"),
        ("e\u0301", "é"),
        ("\x00\x1b[31m", "[31m"),
        ("", ""),
    ],
)
def test_clean(typed, cleaned):
    assert clean(typed) == cleaned


def test_clean_cuts_long_texts_quickly():
    assert len(clean("refund " * 100_000)) <= MAX_CHARACTERS


def test_clean_twice_is_clean_once():
    for text in ("Heyyyy!!! refund kab??", "ＡＢＣ ...", "मेरा   ऑर्डर।।"):
        assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Where is my order?", "where is my order"),
        ("refund, kab - milega!!", "Refund kab milega"),
        ("रिफंड कब मिलेगा।", "रिफंड कब मिलेगा"),
        ("लड\u093cका", "ल\u095cका"),
        ("क्\u200dया", "क्या"),
        ("₹४९९ कटे", "₹499 कटे"),
        ("order_no-12", "order no 12"),
    ],
)
def test_fold_levels_case_and_punctuation(one, other):
    assert fold(one) == fold(other)


def test_fold_keeps_devanagari_vowel_signs():
    assert fold("कि") != fold("की")


@pytest.mark.parametrize("word", ["ज़िंदगी", "क्षत्रिय", "हूँ", "दुःख", "कॉफ़ी", "श्रृंखला", "வணக்கம்"])
def test_fold_and_clean_keep_words_whole(word):
    assert len(clean(word).split()) == 1
    assert len(fold(word).split()) == 1


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("👍", 1),
        ("\u200d\ufeff", 0),
        ("\u093e\u093f", 0),
        ("कि" * 5_000, MAX_CHARACTERS),
        ("a" * 10_000, 2),
        ("12 " * 4_000, 299),
    ],
    ids=["empty", "emoji", "invisible", "signs only", "Devanagari", "one letter", "digits"],
)
def test_odd_texts_have_an_outcome(text, length):
    assert len(clean(text)) == length


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("hello", True),
        ("नमस्ते", True),
        ("ok 👍", True),
        ("", False),
        ("   ", False),
        ("👍🙏", False),
        ("12345", False),
        ("?!", False),
        ("مرحبا", False),
        ("வணக்கம்", False),
        ("你好 a", False),
    ],
)
def test_is_readable(text, readable):
    assert is_readable(text) is readable


@given(st.text(alphabet="कखड\u093c\u093e\u093f\u0902\u094d\u200d\u200c ab।१"))
def test_broken_devanagari_is_cleaned_once_for_all(text):
    assert clean(clean(text)) == clean(text)
    assert fold(clean(text)) == fold(text)


def test_scripts_counts_letters_only():
    assert scripts("ab 12 क।३") == {"latin": 2, "devanagari": 1, "other": 0}


def test_ascii_digits_keeps_length():
    assert ascii_digits("ऑर्डर १२३४ ٤٢") == "ऑर्डर 1234 42"


@given(st.text())
def test_any_text_becomes_one_short_visible_line(text):
    cleaned = clean(text)
    assert len(cleaned) <= MAX_CHARACTERS
    assert cleaned == cleaned.strip()
    assert "\n" not in cleaned
    assert "\u200b" not in cleaned
    assert len(ascii_digits(text)) == len(text)
    assert isinstance(is_readable(cleaned), bool)
