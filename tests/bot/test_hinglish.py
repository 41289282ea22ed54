import pytest

from bot.hinglish import is_hinglish, loose_key, to_devanagari, word_list


@pytest.mark.parametrize(
    ("typed", "converted"),
    [
        ("mera order kab aayega", "मेरा order कब आएगा"),
        ("cancel krna hai", "cancel करना है"),
        ("paisa wapis dilwado", "पैसा वापस दिलवा दो"),
        ("Refund KAB milega?", "refund कब मिलेगा ?"),
    ],
)
def test_hindi_words_become_devanagari(typed, converted):
    assert to_devanagari(typed) == converted


@pytest.mark.parametrize("text", ["Where is my order", "I want to use a coupon", "मेरा ऑर्डर", "", "12 !?"])
def test_other_texts_stay_as_they_are(text):
    assert to_devanagari(text) == text


@pytest.mark.parametrize(
    "group",
    [
        ("nahi", "nhi", "nahin", "nai"),
        ("chahiye", "chaiye", "chahie", "chahye"),
        ("kyun", "kyu", "kyo"),
        ("aayega", "ayega", "aaega"),
        ("karwana", "krwana"),
        ("bheja", "bhejaa"),
        ("paise", "pese", "paisey"),
    ],
)
def test_spellings_of_one_word_agree(group):
    words = word_list()
    assert len({words.devanagari.get(word) or words.loose.get(loose_key(word)) for word in group}) == 1


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
        band log bar bad kit kin sun tin pin bin
    """.split()  # noqa: SIM905 - a list of quoted words cannot be read
    assert sorted(set(english) & word_list().evidence) == []


def test_one_borrowed_word_in_an_english_sentence_is_no_hinglish():
    assert not is_hinglish("please give me a discount yaar it is for diwali")
