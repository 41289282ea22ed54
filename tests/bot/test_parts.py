import pytest

from bot.parts import COMMA, JOINING, SENTENCE, is_cut_short, is_joined, parts_of, question_of


def texts(message):
    return [part.text for part in parts_of(message)]


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("where is my parcel? can i return it", ["where is my parcel?", "can i return it"]),
        ("मेरा पार्सल कहाँ है। रिफंड कब आएगा", ["मेरा पार्सल कहाँ है।", "रिफंड कब आएगा"]),
        ("gst bill chahiye\ncod milta hai kya", ["gst bill chahiye", "cod milta hai kya"]),
        ("how do i pay and when will it come", ["how do i pay", "when will it come"]),
        ("rang badalna hai aur cod milta hai kya", ["rang badalna hai", "cod milta hai kya"]),
        ("पता बदलना है और रिफंड कब आएगा", ["पता बदलना है", "रिफंड कब आएगा"]),
        ("is cod there, btw what about emi then", ["is cod there", "what about emi then"]),
        ("login nahi ho raha ek aur baat otp nahi aaya", ["login nahi ho raha", "otp nahi aaya"]),
        ("jar toota hua aaya, wapas kaise bheju", ["jar toota hua aaya", "wapas kaise bheju"]),
    ],
)
def test_questions_are_separated(message, parts):
    assert texts(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "what are the rules of return and refund",
        "mail me at a.b@c.in or www.aangan.example",
        "i paid Rs. 1,299.50 for order no. 12,345",
        "रिटर्न और रिफंड",
        "hello sir, where is my parcel",
        "kab tak aayega, please",
        "नमस्ते जी! कब तक आएगा",
        "where is my parcel? Thanks!",
        "ok",
    ],
)
def test_what_is_one_question_stays_whole(message):
    assert len(parts_of(message)) == 1


@pytest.mark.parametrize("message", ["", "   ", "👍", "???", "।।", "hello ji", "thanks!", "مرحبا؟ كيف", "12345"])
def test_nothing_to_ask_gives_at_most_one_part(message):
    assert len(parts_of(message)) <= 1


def test_a_part_says_what_separates_it():
    assert [part.border for part in parts_of("one thing? two things")] == [SENTENCE, SENTENCE]
    assert [part.border for part in parts_of("one thing and two things")] == [JOINING, JOINING]
    assert [part.border for part in parts_of("one thing, two things")] == [COMMA, COMMA]


def test_at_most_three_parts_and_nothing_lost():
    assert texts("one is here. two is here. three is here. four is here") == [
        "one is here",
        "two is here",
        "three is here four is here",
    ]


def test_a_very_long_message_is_bounded():
    assert len(parts_of("kya hai aur " * 5_000)) <= 3


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hello sir, where is my parcel", "where is my parcel"),
        ("hi bhaiya kab tak aayega please", "kab tak aayega"),
        ("नमस्ते जी, रिफंड कब आएगा, धन्यवाद", "रिफंड कब आएगा"),
        ("WHERE IS MY PARCEL", "where is my parcel"),
        ("GST bill for ABC Traders", "GST bill for ABC Traders"),
        ("COD?", "COD?"),
        ("hello ji", "hello ji"),
        ("good morning", "good morning"),
        ("thank you so much", "thank you so much"),
        ("बहुत शुक्रिया", "बहुत शुक्रिया"),
        ("hello there my friend", "hello there my friend"),
        ("evening delivery possible", "evening delivery possible"),
        ("there is no order in the app", "there is no order in the app"),
        ("how long is the warranty, thanks", "how long is the warranty"),
        ("thanks", "thanks"),
        ("", ""),
    ],
)
def test_greeting_courtesy_and_shouting_are_not_the_question(message, question):
    assert question_of(message) == question


@pytest.mark.parametrize(
    "message",
    [
        "for heavy items?",
        "with debit card?",
        "is it free?",
        "how long?",
        "and if it was COD?",
        "यूपीआई में?",
        "तौलिये भी?",
        "कितने दिन?",
        "अगर डिब्बा खुला हो तो?",
        "aur card se?",
        "motor ki bhi?",
        "kitne paise lagenge",
    ],
)
def test_follow_ups_by_their_form(message):
    assert is_cut_short(message)


@pytest.mark.parametrize(
    "message",
    [
        "where is my order",
        "tell me a joke",
        "are you married",
        "cod",
        "मेरा पार्सल कहाँ है",
        "एक चुटकुला सुनाओ",
        "mera refund kab aayega",
        "match kaun jeeta kal",
        "",
        "👍",
    ],
)
def test_complete_messages_are_no_follow_ups(message):
    assert not is_cut_short(message)
    assert not is_joined(message)


def test_a_joining_word_and_a_few_more_may_be_a_follow_up():
    assert is_joined("and bedsheets?")
    assert is_joined("what about net banking")
    assert is_joined("और चादर?")
    assert is_joined("aur bedsheet")
    assert not is_joined("and how do I cancel my order")
    assert not is_joined("aur")


def test_parts_that_all_ask_are_as_good_as_sentences():
    assert [part.border for part in parts_of("what is the fee, when will it come")] == [SENTENCE, SENTENCE]
    assert [part.border for part in parts_of("jar toota hua aaya, wapas kaise bheju")] == [COMMA, COMMA]


def test_or_joins_in_hinglish_only():
    assert texts("emi pe milega kya or kab tak pahuchega") == ["emi pe milega kya", "kab tak pahuchega"]
    assert texts("will it be a bank refund or a wallet refund") == ["will it be a bank refund or a wallet refund"]
