import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from bot import gloss_list as lists
from bot.gloss import gloss, gloss_words
from bot.gloss_list import SECTIONS, gloss_list, level, loose_key, read_sections
from bot.hinglish import to_devanagari
from bot.text import clean

DATA = Path(__file__).parents[2] / "data"
DEVANAGARI_WORD = re.compile("[\u0900-\u0963\u0971-\u097f\u200c\u200d]+")
COVERED = 0.97
OTHER_TRADES = (
    "मेरा एटीएम कार्ड मशीन में फँस गया है, ब्लॉक करवाना है",
    "सिम बंद हो गई, रिचार्ज के बाद भी नेटवर्क धीमा है",
    "खाना ठंडा आया और राइडर फ़ोन नहीं उठा रहा",
    "ट्रेन छूट गई, वेटिंग टिकट का पैसा लौटेगा क्या",
    "बीमा का प्रीमियम भरने की आखिरी तारीख, दुर्घटना का क्लेम",
    "राशन कार्ड में बच्चे का नाम जुड़वाना है, पेंशन नहीं आई",
    "कल सुबह छह बजे का अलार्म लगा दो, मौसम कैसा रहेगा",
    "साड़ी का रंग फीका पड़ गया, जूते का नाप छोटा है",
)


@pytest.mark.parametrize(
    ("hindi", "english"),
    [
        ("रिफंड कब मिलेगा", "refund when will get"),
        ("मेरा ऑर्डर कहाँ है", "my order where is"),
        ("पैसे कट गए", "money deducted"),
        ("बिजली का बिल भरना है", "electricity pay bill want"),
        ("सामान अभी तक नहीं आया", "goods not yet came"),
        ("मुझे दो चम्मच चाहिए", "I 2 spoon want"),
        ("पैसे वापस दो", "money give back"),
        ("खाता बंद करवाना है", "account have closed want"),
        ("उड़ान रद्द हो गई, मुआवज़ा मिलेगा?", "flight cancelled, compensation will get?"),
        ("गाड़ी का बीमा", "car insurance"),
    ],
)
def test_sentences_become_english_words_in_the_same_order(hindi, english):
    assert gloss(hindi) == english


@pytest.mark.parametrize(
    ("forms", "meaning"),
    [
        ("शिकायत शिकायतें शिकायतों", "complaint"),
        ("डिब्बा डिब्बे डिब्बों", "box"),
        ("दवाई दवाइयाँ दवाइयों", "medicine"),
        ("गारंटी गारंटियाँ गारंटियों", "guarantee"),
        ("सेवा सेवाएँ सेवाओं", "service"),
        ("प्रोडक्ट प्रोडक्ट्स प्रोडक्टों", "product"),
        ("महँगा महँगे महँगी", "expensive"),
        ("भेजना भेजने भेजता भेजती भेजो भेजिए भेजें भेजूँ भेजकर", "send"),
        ("भेजा भेजी भेजे दिया", "sent sent sent gave"),
        ("आऊँगा आएगा आएगी आएँगे आयेगा", "will come"),
        ("पिएगा पीना पिया", "will drink drink drank"),
        ("ऑर्डरका ऑर्डरमें", "order"),
    ],
)
def test_inflected_forms(forms, meaning):
    found = [gloss_words(form) for form in forms.split()]
    assert found == [meaning] * len(found) or " ".join(map(str, found)) == meaning


@pytest.mark.parametrize(
    "spellings",
    [
        "रिफंड रिफ़ंड रिफण्ड रीफंड",
        "ऑर्डर आर्डर ओर्डर",
        "डिलीवरी डिलिवरी डीलीवरी डिलेवरी",
        "फ़ोन फोन फ़ोन",
        "पहुँचा पहुंचा",
        "हिन्दी हिंदी",
        "कम्पनी कंपनी कम्पनीज़",
        "ज़्यादा ज्यादा ज़्यादा",
        "चाहिए चाहिये",
        "पासवर्ड पास\u200dवर्ड",
    ],
)
def test_spellings_of_one_word_agree(spellings):
    first, *others = (gloss_words(word) for word in spellings.split())
    assert first
    assert set(others) == {first}


@pytest.mark.parametrize(
    ("hindi", "english"),
    [
        ("मिल जाएगा", "will get"),
        ("टूट गया", "broke"),
        ("भूल गया", "forgot"),
        ("पासवर्ड भूल", "password mistake"),
        ("बता दीजिए", "tell"),
        ("भेजा गया है", "sent"),
        ("कर सकते हैं", "do can"),
        ("आ चुका है", "came already"),
        ("टूटी हुई प्लेट", "broken plate"),
        ("काम नहीं कर रहा", "not work"),
        ("पता नहीं चला", "not found out"),
        ("करना चाहिए", "should do"),
        ("बदलना चाहिए", "change should"),
        ("क्या हुआ", "what happened"),
        ("क्या आप गाँव में भेजते हैं", "does you in village send"),
        ("यह मिलता है क्या", "this get"),
        ("शुल्क क्या है", "fee what is"),
        ("रिपोर्ट आ गई क्या, कैसे देखूँ", "report came, how see"),
        ("खुल ही नहीं रहा", "be open not"),
        ("कूड़ा उठाया जा रहा है", "rubbish picked up"),
        ("मुझे क्या करना है", "I what to do"),
    ],
)
def test_helping_words_are_read_in_context(hindi, english):
    assert sorted(gloss(hindi).split()) == sorted(english.split())


def test_latin_words_digits_and_marks_stay():
    assert gloss("मेरा order 4567-AB कब आएगा? ASAP") == "my order 4567-AB when will come? ASAP"
    assert gloss("₹५०० वापस कब") == "₹500 back when"
    assert gloss("2दिन") == "2 day"
    assert gloss("बार-बार फेल।") == "again and again failed."


@pytest.mark.parametrize("text", ["", "Where is my order?", "  two  spaces ", "😀", "日本", "12 !?"])
def test_texts_without_devanagari_come_back_unchanged(text):
    assert gloss(text) == text


def test_devanagari_digits_alone_become_ascii():
    assert gloss("१२३ ४५") == "123 45"


def test_unknown_words_are_dropped():
    assert gloss_words("घ्क्षट्टूप") is None
    assert gloss("घ्क्षट्टूप का रिफंड") == "refund"
    assert gloss("घ्क्षट्टूप") == ""


@pytest.mark.parametrize("text", ["ा", "्", "़़़", "रिि्फंड", "\u200d", "क्", "ंॅ्ा रिफंड", "ऽ", "ॐ", "क" * 10_000, "की" * 5_000])
def test_broken_letters_do_not_crash(text):
    assert isinstance(gloss(text), str)
    gloss_words(text)


def test_doubled_and_stray_signs_are_levelled():
    assert gloss_words("रिििफंड") == "refund"
    assert gloss_words("ाऑर्डर") == "order"


def test_the_list_has_its_sections_and_well_formed_lines():
    sections = read_sections()
    assert tuple(sections) == SECTIONS
    for section, entries in sections.items():
        for meaning, forms in entries:
            for part in meaning.split("/"):
                assert re.fullmatch(r"[A-Za-z0-9.'\- ]{0,22}", part), meaning
                assert len(part.split()) <= 4, meaning
            assert meaning.count("/") <= (section == "verbs"), f"{meaning}: only verbs have a past"
            for form in forms:
                assert re.fullmatch("[\u0900-\u0963\u0971-\u097f]+( [\u0900-\u0963\u0971-\u097f]+){0,2}", form), form
                assert form == unicodedata.normalize("NFC", form) == level(form)


def test_no_form_is_listed_twice():
    sections = read_sections()
    for group in (("words", "nominals"), ("verbs",), ("light verbs",)):
        assert not _twice([form for name in group for _, forms in sections[name] for form in forms])


def test_a_malformed_line_is_named(tmp_path, monkeypatch):
    (tmp_path / "gloss.txt").write_text("[words]\nmoney: पैसा\nrefund रिफंड\n", encoding="utf-8")
    monkeypatch.setattr(lists, "__file__", str(tmp_path / "gloss_list.py"))
    with pytest.raises(ValueError, match=r"gloss\.txt, line 3: write"):
        read_sections()


def test_loose_spellings_do_not_hide_exact_ones():
    assert loose_key(level("दिन")) == loose_key(level("दीन"))
    assert gloss_words("दिन") == "day"
    assert gloss_words("और") == "and"
    assert gloss_words("ओर") == "towards"


def test_the_list_covers_the_training_questions():
    tokens = [word for text in _training_texts() for word in DEVANAGARI_WORD.findall(text)]
    unknown = [word for word in tokens if gloss_words(word) is None]
    assert len(tokens) > 5_000
    assert 1 - len(unknown) / len(tokens) >= COVERED, sorted(set(unknown))


def test_the_list_is_general():
    for text in OTHER_TRADES:
        assert [word for word in DEVANAGARI_WORD.findall(text) if gloss_words(word) is None] == []
    assert len({form for entries in read_sections().values() for _, forms in entries for form in forms}) > 3_000
    assert len(gloss_list().forms) > 25_000


def _twice(forms):
    seen = set()
    return {form for form in forms if form in seen or seen.add(form)}


def _training_texts():
    for path in sorted((DATA / "faq").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))["entries"]:
            yield from map(clean, entry["questions"]["hi"])
            yield from (to_devanagari(clean(question)) for question in entry["questions"]["hinglish"])
    for path in sorted((DATA / "nlu").glob("*.yml")):
        for intent in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            for line in intent["examples"].splitlines():
                yield to_devanagari(clean(re.sub(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", line.removeprefix("- "))))
