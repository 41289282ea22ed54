import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.language import LanguageDetector, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my order", "en"),
        ("i was charged twice for one order", "en"),
        ("do you deliver to Patna", "en"),
        ("pls cancel it", "en"),
        ("can I pay by RuPay", "en"),
        ("is the tawa good for induction", "en"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("ऑर्डर cancel करना है", "hi"),
        ("Prestige Cooker का रिंग", "hi"),
        ("₹४९९ क्यों कटे", "hi"),
        ("mera order kaha hai", "hinglish"),
        ("refund kab milega", "hinglish"),
        ("paisa kat gya pr order nhi hua", "hinglish"),
        ("cancel krna h order", "hinglish"),
        ("Bhai jaldi batao", "hinglish"),
        ("invoice mail kar do", "hinglish"),
        ("KAB AAYEGA SAMAN", "hinglish"),
    ],
)
def test_language_of_a_text(text, language):
    assert detect(text) == language
    assert detect(text, "hi") == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "9876543210",
        "me@shop.example",
        "https://shop.example/order/1",
        "SAH-1042",
        "👍",
        "/affirm",
        '/check_ticket{"ticket_number":"SAH-1"}',
        "refund",
        "order status",
        "مرحبا",
    ],
)
def test_texts_that_tell_nothing_keep_the_conversations_language(text):
    assert detect(text, "hinglish") == "hinglish"
    assert detect(text, "hi") == "hi"
    assert detect(text) == "en"


def test_unknown_fallback_is_english():
    assert detect("ok", "fr") == "en"


def test_component_reads_the_conversations_language_from_the_metadata():
    told, silent, clear = (
        Message(data={"text": "ok", "metadata": {"language": "hi"}}),
        Message(data={"text": "ok"}),
        Message(data={"text": "mera paisa kaha hai", "metadata": None}),
    )
    LanguageDetector().process([told, silent, clear])
    assert [message.get("language") for message in (told, silent, clear)] == ["hi", "en", "hinglish"]
    assert "language" in told.as_dict(only_output_properties=True)


@given(st.text(), st.sampled_from(["en", "hi", "hinglish", None, "fr", ""]))
def test_any_text_has_one_of_the_three_languages(text, before):
    assert detect(text, before) in ("en", "hi", "hinglish")
