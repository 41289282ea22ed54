"""What the shop's pages say, by language. Help pages speak all three, the shop front English and Hindi."""

from dataclasses import dataclass

from desk.models import Language

# BCP 47: Hinglish is Hindi in Latin script.
LANG = {Language.EN: "en-IN", Language.HI: "hi-IN", Language.HINGLISH: "hi-Latn"}
LANGUAGE_NAMES = {Language.EN: "English", Language.HI: "हिंदी", Language.HINGLISH: "Hinglish"}


@dataclass(frozen=True)
class Product:
    """A card of the shop front; `art` names its drawing in templates/art.html. Prices in rupees."""

    art: str
    price: int
    before: int
    name: dict[Language, str]
    detail: dict[Language, str]


def _both(en: str, hi: str) -> dict[Language, str]:
    return {Language.EN: en, Language.HI: hi, Language.HINGLISH: en}


PRODUCTS = (
    Product("kadhai", 1499, 1999, _both("Tri-ply kadhai, 2.5 L", "ट्राई-प्लाई कड़ाही, 2.5 ली."),
            _both("Stainless steel, induction base", "स्टेनलेस स्टील, इंडक्शन बेस")),
    Product("cooker", 2249, 2799, _both("Pressure cooker, 5 L", "प्रेशर कुकर, 5 ली."),
            _both("ISI marked, for a family of four", "ISI मार्क, चार लोगों के लिए")),
    Product("mixer", 3499, 4499, _both("Mixer grinder, 750 W", "मिक्सर ग्राइंडर, 750 वॉट"),
            _both("Three jars, 5 years on the motor", "तीन जार, मोटर पर 5 साल की वारंटी")),
    Product("tawa", 1199, 1450, _both("Cast-iron tawa, 28 cm", "कास्ट आयरन तवा, 28 सेमी"),
            _both("Seasoned and ready to use", "सीज़न किया हुआ, तुरंत इस्तेमाल करें")),
    Product("jars", 899, 1199, _both("Airtight jars, set of 6", "एयरटाइट जार, 6 का सेट"),
            _both("BPA-free, stackable", "BPA-फ्री, एक के ऊपर एक रखें")),
    Product("sheet", 1299, 1899, _both("Cotton bedsheet, double", "सूती चादर, डबल"),
            _both("225 × 250 cm, two pillow covers", "225 × 250 सेमी, दो तकिया कवर")),
    Product("towels", 749, 999, _both("Bath towels, pair", "नहाने के तौलिये, जोड़ी"),
            _both("Soft terry cotton", "मुलायम टेरी कॉटन")),
    Product("lamp", 1099, 1399, _both("Brass diya stand", "पीतल का दीया स्टैंड"),
            _both("Hand-finished in Moradabad", "मुरादाबाद में हाथ से बना")),
)  # fmt: skip

WORDS: dict[str, dict[Language, str]] = {
    "tagline": _both("Good things for your kitchen and home", "आपकी रसोई और घर के लिए अच्छी चीज़ें"),
    "intro": _both(
        "Cookware, appliances, storage, linen and decor, chosen to last. Delivered across India.",
        "बर्तन, मिक्सर, डिब्बे, चादरें और सजावट का सामान, जो सालों चले। पूरे भारत में डिलीवरी।",
    ),
    "shop_now": _both("See what is new", "नया सामान देखें"),
    "new": _both("New this week", "इस हफ़्ते नया"),
    "price": _both("Price", "कीमत"),
    "before": _both("Before", "पहले"),
    "ask": _both("Ask about it", "इसके बारे में पूछें"),
    "promise_delivery": _both("Free delivery from ₹499", "₹499 से मुफ़्त डिलीवरी"),
    "promise_delivery_more": _both("Metro cities in 2–4 working days", "मेट्रो शहरों में 2–4 कामकाजी दिन में"),
    "promise_return": _both("10 days to return", "10 दिन में वापसी"),
    "promise_return_more": _both("We pick it up from your door", "हम घर से ले जाते हैं"),
    "promise_warranty": _both("2-year warranty", "2 साल की वारंटी"),
    "promise_warranty_more": _both("On every kitchen appliance", "रसोई के हर उपकरण पर"),
    "questions": _both("People often ask", "लोग अक्सर पूछते हैं"),
    "all_help": {
        Language.EN: "All help topics",
        Language.HI: "सभी सवाल-जवाब",
        Language.HINGLISH: "Sabhi sawal-jawab",
    },
    "demo": {
        Language.EN: "A made-up shop that shows Sahayak at work. Nothing here is for sale.",
        Language.HI: "यह एक काल्पनिक दुकान है, जो सहायक को काम करते हुए दिखाती है। यहाँ कुछ बिकता नहीं है।",
        Language.HINGLISH: "Yeh ek kaalpanik dukaan hai, jo Sahayak ko kaam karte hue dikhati hai. Yaha kuch bikta nahi hai.",
    },
    "help": {Language.EN: "Help", Language.HI: "मदद", Language.HINGLISH: "Help"},
    "shop": {Language.EN: "Shop", Language.HI: "दुकान", Language.HINGLISH: "Shop"},
    "skip": {
        Language.EN: "Skip to content",
        Language.HI: "सीधे सामग्री पर जाएँ",
        Language.HINGLISH: "Seedhe content par jaye",
    },
    "language": {Language.EN: "Language", Language.HI: "भाषा", Language.HINGLISH: "Bhasha"},
    "pages": {Language.EN: "Pages", Language.HI: "पन्ने", Language.HINGLISH: "Pages"},
    "how_can_we_help": {
        Language.EN: "How can we help?",
        Language.HI: "हम आपकी क्या मदद करें?",
        Language.HINGLISH: "Hum aapki kya madad kare?",
    },
    "search": {Language.EN: "Search the answers", Language.HI: "जवाब खोजें", Language.HINGLISH: "Jawab dhundhiye"},
    "search_button": {Language.EN: "Search", Language.HI: "खोजें", Language.HINGLISH: "Search"},
    "found_none": {
        Language.EN: "No answer holds all these words. Try fewer words, or ask in the chat.",
        Language.HI: "इन सब शब्दों वाला कोई जवाब नहीं मिला। कम शब्दों से खोजें, या चैट में पूछें।",
        Language.HINGLISH: "In sab words wala koi jawab nahi mila. Kam words se dhundhiye, ya chat mein puchiye.",
    },
    "no_entries": {
        Language.EN: "The answers are being prepared. Ask in the chat, and a person will help.",
        Language.HI: "जवाब तैयार हो रहे हैं। चैट में पूछिए, हमारे साथी मदद करेंगे।",
        Language.HINGLISH: "Jawab taiyar ho rahe hain. Chat mein puchiye, hamare sathi madad karenge.",
    },
    "related": {Language.EN: "See also", Language.HI: "यह भी देखें", Language.HINGLISH: "Yeh bhi dekhiye"},
    "person": {
        Language.EN: "A person helps with this: open the chat and ask for one.",
        Language.HI: "इसमें हमारे साथी मदद करते हैं: चैट खोलिए और बात करने को कहिए।",
        Language.HINGLISH: "Isme hamare sathi madad karte hain: chat kholiye aur baat karne ko kahiye.",
    },
    "reach_us": {Language.EN: "Reach us", Language.HI: "हमसे बात करें", Language.HINGLISH: "Humse baat kare"},
    "hours": {
        Language.EN: "9 am to 9 pm, all days",
        Language.HI: "सुबह 9 से रात 9 बजे तक, हर दिन",
        Language.HINGLISH: "Subah 9 se raat 9 baje tak, har din",
    },
    "not_found": {
        Language.EN: "This page is not here",
        Language.HI: "यह पन्ना यहाँ नहीं है",
        Language.HINGLISH: "Yeh page yaha nahi hai",
    },
    "not_found_more": {
        Language.EN: "The address may be old or mistyped. The help page has answers to most questions.",
        Language.HI: "पता पुराना या ग़लत हो सकता है। ज़्यादातर सवालों के जवाब मदद वाले पन्ने पर हैं।",
        Language.HINGLISH: "Address purana ya galat ho sakta hai. Zyadatar sawalon ke jawab help page par hain.",
    },
    "failed": {
        Language.EN: "Something went wrong on our side",
        Language.HI: "हमारी तरफ़ से कुछ गड़बड़ हुई",
        Language.HINGLISH: "Hamari taraf se kuch gadbad hui",
    },
    "failed_more": {
        Language.EN: "Nothing of yours is lost. Wait a moment and load the page again.",
        Language.HI: "आपका कुछ भी खोया नहीं है। थोड़ा रुककर पन्ना फिर से खोलें।",
        Language.HINGLISH: "Aapka kuch bhi khoya nahi hai. Thoda ruk kar page dobara kholiye.",
    },
}


def words(language: Language) -> dict[str, str]:
    """All texts in one language."""
    return {name: texts[language] for name, texts in WORDS.items()}


def rupees(amount: int) -> str:
    """Indian grouping: ₹1,499 and ₹1,00,000."""
    digits = str(amount)
    head, tail = digits[:-3], digits[-3:]
    pairs: list[str] = []
    while head:
        head, pair = head[:-2], head[-2:]
        pairs.insert(0, pair)
    return "₹" + ",".join([*pairs, tail])
