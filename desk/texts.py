"""What the desk itself says to contacts, in each language. Everything else they read comes from the bot or from people."""

from desk.models import Language

Texts = dict[Language, str]

BOT_UNAVAILABLE: Texts = {
    Language.EN: "I cannot answer right now. A person from our team will take over here.",
    Language.HI: "मैं अभी जवाब नहीं दे पा रहा हूँ। हमारी टीम का कोई सदस्य यहीं आपकी मदद करेगा।",
    Language.HINGLISH: "Main abhi jawab nahi de pa raha hoon. Hamari team ka koi member yahin aapki madad karega.",
}

NOBODY_THERE: Texts = {
    Language.EN: "Nobody from our team is here right now. Your question is waiting for them. If you would rather "
    "have the answer by e-mail or phone, open a ticket.",
    Language.HI: "अभी हमारी टीम से कोई मौजूद नहीं है। आपका सवाल उनके लिए सहेज लिया गया है। अगर आप जवाब ई-मेल या फ़ोन पर "
    "चाहते हैं, तो टिकट खोलें।",
    Language.HINGLISH: "Abhi hamari team se koi available nahi hai. Aapka sawaal unke liye save ho gaya hai. Agar aap "
    "jawab e-mail ya phone par chahte hain, to ticket kholein.",
}

OPEN_TICKET: Texts = {
    Language.EN: "Open a ticket",
    Language.HI: "टिकट खोलें",
    Language.HINGLISH: "Ticket kholein",
}

CONSENT: Texts = {
    Language.EN: "We keep this chat to answer you and to improve our answers. Please do not send card numbers or passwords.",
    Language.HI: "आपको जवाब देने और अपने जवाब सुधारने के लिए हम यह बातचीत सहेजते हैं। कृपया कार्ड नंबर या पासवर्ड न भेजें।",
    Language.HINGLISH: "Aapko jawab dene aur apne jawab sudharne ke liye hum yeh chat save karte hain. Please card number "
    "ya password na bhejein.",
}


def language_of_script(text: str) -> Language | None:
    """Hindi when Devanagari prevails; None when the script does not tell: Latin may be English or Hinglish."""
    devanagari = sum("\u0900" <= character <= "\u097f" for character in text)
    other = sum(character.isalpha() and not "\u0900" <= character <= "\u097f" for character in text)
    return Language.HI if devanagari > other else None
