from pathlib import Path

import pytest

from bot import hinglish_list
from bot.hinglish import is_hinglish, to_devanagari, tokens, word_list
from bot.romanised import keys, romanise, skeleton


def converted(word: str) -> str:
    """The word as it is converted inside a Hinglish text."""
    return to_devanagari(f"kya {word}").removeprefix("क्या ")


@pytest.mark.parametrize(
    ("typed", "devanagari"),
    [
        ("mera order kab aayega", "मेरा order कब आएगा"),
        ("cancel krna hai", "cancel करना है"),
        ("paisa wapis dilwado", "पैसा वापस दिलवा दो"),
        ("Refund KAB milega?", "Refund कब मिलेगा?"),
        ("mera refund status check karo please", "मेरा refund status check करो please"),
        ("KAB AAYEGA MERA SAMAN", "कब आएगा मेरा सामान"),
        ("2din se wait kar raha hu", "2 दिन से wait कर रहा हूँ"),
        ("raat ko thand padegi kya, chaata le jau", "रात को ठंड पड़ेगी क्या, छाता ले जाऊँ"),
        ("kal subah 6 baje ka alarm laga do", "कल सुबह 6 बजे का alarm लगा दो"),
        ("dedh sau rupaye aur dhai hazaar", "डेढ़ सौ रुपये और ढाई हज़ार"),
    ],
)
def test_hindi_words_become_devanagari_and_all_else_stays(typed, devanagari):
    assert to_devanagari(typed) == devanagari


@pytest.mark.parametrize(
    "text", ["Where is my order", "I want to use a coupon", "मेरा ऑर्डर", "रिफंड स्टेटस बताओ", "", "12 !?", "👍"]
)
def test_other_texts_stay_as_they_are(text):
    assert to_devanagari(text) == text


@pytest.mark.parametrize(
    ("typed", "devanagari"),
    [
        ("मेरा order kab aayega", "मेरा order कब आएगा"),
        ("रिफंड kab milega", "रिफंड कब मिलेगा"),
        ("ऑर्डर cancel karo", "ऑर्डर cancel करो"),
        ("COD hai क्या", "COD है क्या"),
    ],
)
def test_both_scripts_in_one_message(typed, devanagari):
    assert to_devanagari(typed) == devanagari


def test_addresses_and_codes_are_not_converted():
    text = "mera order SAH-1042 kab aayega, mail ram.kab@aaj.example ya https://kab.example/mera par bhejo"
    kept = to_devanagari(text)
    for part in ("SAH-1042", "ram.kab@aaj.example", "https://kab.example/mera"):
        assert part in kept


@pytest.mark.parametrize(
    ("devanagari", "spellings"),
    [
        ("क्या", "kya kyaa kia"),
        ("नहीं", "nahi nhi nahin nai nahee"),
        ("कर दो", "kardo krdo"),
        ("मुझे", "mujhe mjhe muje"),
        ("चाहिए", "chahiye chaiye chahie chahye"),
        ("रहा", "raha rha rahaa"),
        ("कितने", "kitne kitney ktne"),
        ("पैसे", "paise pese paisey"),
        ("बताओ", "batao btao bataoo"),
        ("बता दो", "batado btado"),
        ("सुबह", "subah subha"),
        ("बजे", "baje bajhe"),
        ("दिलाएँ", "dilaayen dilayen"),
        ("रहने", "rehne rahne"),
        ("छोड़ो", "chhodo chodo chhoro"),
        ("जाने", "jaane jane"),
        ("सकता", "sakta skta sakata"),
        ("मतलब", "matlab mtlb"),
        ("गया", "gaya gya"),
        ("करना", "karna krna"),
        ("हूँ", "hu hoon hun"),
        ("वापस", "wapas vapas wapis vapis"),
        ("ज़्यादा", "zyada jyada"),
        ("फिर", "phir fir"),
        ("शाम", "shaam sham"),
        ("आएगा", "aayega ayega aaega"),
        ("करवाना", "karwana krwana karvana"),
        ("भेजा", "bheja bhejaa"),
        ("महीने", "mahine maheene"),
        ("समझ", "samajh samaj smjh"),
    ],
)
def test_spellings_of_one_word_agree(devanagari, spellings):
    assert {spelling: converted(spelling) for spelling in spellings.split()} == dict.fromkeys(
        spellings.split(), devanagari
    )


@pytest.mark.parametrize(
    ("joined", "parts"),
    [
        ("hojayega", "हो जाएगा"),
        ("kardena", "कर देना"),
        ("nahimila", "नहीं मिला"),
        ("batadijiye", "बता दीजिए"),
        ("aarahahai", "आ रहा है"),
        ("abhitak", "अभी तक"),
        ("nahihua", "नहीं हुआ"),
    ],
)
def test_words_written_as_one_are_split(joined, parts):
    assert converted(joined) == parts


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("mera order late kyu hai, please do the needful", "order late please do the needful"),
        ("return policy kya hai", "return policy"),
        ("delivery boy ka number kya hai", "delivery boy number"),
        ("mixer grinder safe hai kya", "mixer grinder safe"),
        ("train ki ticket ka price kya hai", "train ticket price"),
        ("sale me size ka issue hua", "sale size issue"),
    ],
)
def test_english_words_stay_latin_inside_hinglish(text, english):
    assert [word for word in to_devanagari(text).replace(",", "").split() if word.isascii()] == english.split()


@pytest.mark.parametrize(
    ("text", "devanagari"),
    [
        ("order hi nahi aaya", "order ही नहीं आया"),
        ("hi mera order kab aayega", "hi मेरा order कब आएगा"),
        ("is order ka kya hua", "इस order का क्या हुआ"),
        ("mujhe do cooker chahiye", "मुझे दो cooker चाहिए"),
        ("nahi mila so what should i do now batao", "नहीं मिला so what should i do now बताओ"),
    ],
)
def test_words_of_both_languages_go_by_their_neighbours(text, devanagari):
    assert to_devanagari(text) == devanagari


def test_no_everyday_english_word_proves_hindi():
    english = """
        the a an and of to in is it you that he was for on are with as i his they be at one have this from or had by
        hot but some what there we can out other were all your when up use word how said each she which do their
        time if will way about many then them would write like so these her long make thing see him two has look
        more day could go come did my sound no most number who over know water than call first people may down side
        been now find any new work part take get place made live where after back little only round man year came
        show every good me give our under name very through just form much great think say help low line before turn
        cause same mean differ move right boy old too does tell sentence set three want air well also play small end
        put home read hand port large spell add even land here must big high such follow act why ask men change went
        light kind off need house picture try us again animal point mother world near build self earth father order
        refund return delivery payment cancel warranty invoice coupon account password card cash gift money bank pan
        lid cooker sheet towel mixer size rate date late make sake mile pure sure mango china data beta main pass
        band log bar bad kit kin sun tin pin bin sale game safe train plate place metal solar panel paid full star
        meet film baby battle array pair delete need sauce fence fans party battery banana para retail bottle shoot
    """.split()  # noqa: SIM905 - a list of quoted words cannot be read
    words = word_list()
    assert sorted(set(english) & (words.evidence | words.mild)) == []


@pytest.mark.parametrize(
    "text",
    [
        "please give me a discount yaar it is for diwali",
        "need a kadai",
        "is atta chakki available",
        "bhaiya where is my order",
        "what is the difference between a kadhai and a tawa",
        "whats the meaning of aata",
        "who should i call, what number do i use",
    ],
)
def test_borrowed_words_in_an_english_sentence_are_no_hinglish(text):
    assert not is_hinglish(text)


@pytest.mark.parametrize(
    "text", ["rehne do", "helpline number do", "sach me?", "naa", "ji", "kab", "jaldi", "thanks yaar", "kar do"]
)
def test_short_hinglish(text):
    assert is_hinglish(text)


def test_tokens_keep_vowel_signs_and_numbers():
    assert tokens("Mera रिफंड क्‍यों १२३ don't 45kg!") == ["mera", "रिफंड", "क्‍यों", "१२३", "don't", "45kg", "!"]


@pytest.mark.parametrize(
    ("native", "spelling"),
    [
        ("समझना", "samajhna"),
        ("मौसम", "mausam"),
        ("पाँच", "paanch"),
        ("दरवाज़ा", "darwaza"),
        ("बिजली", "bijlee"),
        ("क्षमा", "kshama"),
    ],
)
def test_regular_spellings(native, spelling):
    assert keys(spelling)[0] in {keys(regular)[0] for regular in romanise(native)}


def test_keys_level_one_habit_after_the_other():
    assert keys("kyaa")[0] == keys("kya")[0]
    assert keys("karana")[1] == keys("krna")[1]
    assert keys("bhejo")[2] == keys("bejo")[2]
    assert skeleton("kitne") == "ktne"
    assert keys("kam")[0] != keys("kim")[0]


def test_the_list_holds_no_spelling_twice():
    """Of two entries with one spelling the second would be dead."""
    text = Path(hinglish_list.__file__).with_name("hinglish.txt").read_text(encoding="utf-8")
    seen: dict[str, str] = {}
    for line in text.split("\n[words]\n")[1].split("\n\n[")[0].splitlines():
        native, *spellings = line.split()
        assert not native.isascii(), line
        for spelling in {spelling.lstrip("-~^") for spelling in spellings}:
            assert seen.setdefault(spelling, native) == native, f"{spelling}: {native} and {seen[spelling]}"


@pytest.mark.parametrize(
    "text",
    ["kab " * 3000, "a" * 10_000, "kardijiye" * 1000, "क" * 10_000, "\u202ekab milega", "kab\x00milega", "ß ŉ İ"],
    ids=["many words", "one letter", "joined", "Devanagari", "direction mark", "control", "letters that grow"],
)
def test_odd_texts_have_an_outcome(text):
    assert isinstance(to_devanagari(text), str)
    assert isinstance(is_hinglish(text), bool)
