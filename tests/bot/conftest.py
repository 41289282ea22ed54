"""A small shop of nine entries in three languages: enough to train on in seconds, too little to be good."""

from __future__ import annotations

import asyncio
import copy
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"

import pytest
from ruamel.yaml import YAML

SMALL: dict[str, dict[str, list[str]]] = {
    "delivery_time": {
        "en": ["how many days will delivery take", "when will it arrive at my home", "delivery time for delhi"],
        "hi": ["डिलीवरी कितने दिन में होगी", "सामान कब तक पहुँचेगा", "घर आने में कितने दिन लगेंगे"],
        "hinglish": ["delivery kitne din mein hogi", "saman kab tak pahuchega", "ghar aane me kitne din lagenge"],
    },
    "cancel_order": {
        "en": ["cancel my order", "i want to call off the order i placed", "stop the order before it ships"],
        "hi": ["ऑर्डर कैंसिल करना है", "मेरा ऑर्डर रद्द कर दीजिए", "ऑर्डर नहीं चाहिए अब"],
        "hinglish": ["order cancel karna hai", "mera order radd kar do", "order nahi chahiye ab"],
    },
    "refund_time": {
        "en": ["how long does a refund take", "when do i get my money back", "refund days for upi"],
        "hi": ["रिफंड में कितने दिन लगते हैं", "पैसे वापस कब आएँगे", "रिफंड कब मिलेगा"],
        "hinglish": ["refund me kitne din lagte hai", "paise wapas kab aayenge", "refund kab milega"],
    },
    "cod_available": {
        "en": ["can i pay cash on delivery", "is cod there for my area", "pay when the parcel comes"],
        "hi": ["क्या कैश ऑन डिलीवरी है", "सामान मिलने पर पैसे दे सकते हैं", "सीओडी मिलेगा क्या"],
        "hinglish": ["cod available hai kya", "saman milne par paise de sakte hai", "cash on delivery chalega"],
    },
    "gift_wrap": {
        "en": ["do you wrap gifts", "gift paper and a message card please", "hide the price, it is a present"],
        "hi": ["गिफ्ट पैक करके भेजोगे", "तोहफे की पैकिंग चाहिए", "कार्ड पर संदेश लिखना है"],
        "hinglish": ["gift pack karke bhejoge", "tohfe ki packing chahiye", "card par message likhna hai"],
    },
    "warranty_period": {
        "en": ["how many years of warranty", "warranty on the mixer motor", "is it under guarantee"],
        "hi": ["वारंटी कितने साल की है", "मिक्सर की मोटर पर गारंटी", "वारंटी है या नहीं"],
        "hinglish": ["warranty kitne saal ki hai", "mixer motor par guarantee", "warranty hai ya nahi"],
    },
    "gst_invoice": {
        "en": ["i need a gst bill", "tax invoice with my company gstin", "bill in the name of my firm"],
        "hi": ["जीएसटी बिल चाहिए", "कंपनी के नाम का बिल", "जीएसटीआईएन कहाँ डालूँ"],
        "hinglish": ["gst bill chahiye", "company ke naam ka bill", "gstin kaha dalu"],
    },
    "delete_account": {
        "en": ["delete my account", "remove all my data from your site", "close my profile for good"],
        "hi": ["मेरा अकाउंट हटा दो", "मेरा डेटा मिटा दीजिए", "खाता बंद करना है"],
        "hinglish": ["mera account hata do", "mera data mita dijiye", "account band karna hai"],
    },
    "nonstick_care": {
        "en": [
            "how to care for a non-stick pan",
            "can i use a steel scrubber on teflon",
            "coating is coming off the tawa",
        ],
        "hi": ["नॉनस्टिक की देखभाल कैसे करें", "स्टील के जूने से धो सकते हैं", "तवे की कोटिंग निकल रही है"],
        "hinglish": [
            "nonstick ki dekhbhal kaise kare",
            "steel ke june se dho sakte hai",
            "tawe ki coating nikal rahi hai",
        ],
    },
}

NLU = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - hi there
    - good morning
    - नमस्ते
    - namaste ji
- intent: thank
  examples: |
    - thank you
    - thanks a lot
    - धन्यवाद
    - shukriya
"""

DOMAIN = """
version: "3.1"
intents: [greet, thank, nlu_fallback]
entities: [email, phone, order_number, ticket_number]
slots:
  language: {type: categorical, values: [en, hi, hinglish], influence_conversation: false, mappings: [{type: custom}]}
responses:
  utter_greet:
  - text: "Hello."
  - {text: "नमस्ते।", condition: [{type: slot, name: language, value: hi}]}
  - {text: "Namaste ji.", condition: [{type: slot, name: language, value: hinglish}]}
  utter_did_you_mean:
  - {text: "Did you mean one of these?", buttons: [{title: Talk to a person, payload: /ask_person}]}
  - {text: "क्या आप यह पूछ रहे हैं?", condition: [{type: slot, name: language, value: hi}]}
actions: [action_broken]
"""

RULES = """
version: "3.1"
rules:
- {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
- {rule: faq, steps: [{intent: faq}, {action: utter_faq}]}
- {rule: unsure, steps: [{intent: nlu_fallback}, {action: utter_did_you_mean}]}
- {rule: broken, steps: [{intent: thank}, {action: action_broken}]}
"""

CONFIG = """
recipe: default.v1
assistant_id: small
language: en
importers:
- name: RasaFileImporter
- {name: bot.faq_importer.FaqImporter, faq_path: data/faq}
pipeline:
- name: bot.language.LanguageDetector
- name: bot.entities.DetailExtractor
- name: bot.retriever.FaqRetriever
policies:
- name: RulePolicy
"""


def small_topic() -> dict[str, Any]:
    """The small shop as the content of one FAQ file."""
    entries = []
    for entry_id, questions in SMALL.items():
        texts = {language: f"{entry_id} in {language}" for language in ("en", "hi", "hinglish")}
        entries.append(
            {
                "id": entry_id,
                "title": {k: f"Title {v}" for k, v in texts.items()},
                "questions": copy.deepcopy(questions),
                "answer": {k: f"Answer {v}" for k, v in texts.items()},
                "handoff": "never",
                "buttons": ["cancel_order"] if entry_id == "delivery_time" else [],
            }
        )
    return {"topic": "small", "title": {"en": "Small", "hi": "छोटा", "hinglish": "Chhota"}, "entries": entries}


def write_bot(root: Path) -> Path:
    """Write the small bot's files below a folder."""
    for folder in ("data/faq", "data/nlu", "data/rules"):
        (root / folder).mkdir(parents=True)
    with open(root / "data/faq/small.yml", "w", encoding="utf-8") as file:
        yaml = YAML()
        yaml.allow_unicode = True
        yaml.dump(small_topic(), file)
    for path, text in (
        ("data/nlu/nlu.yml", NLU),
        ("data/rules/rules.yml", RULES),
        ("domain.yml", DOMAIN),
        ("config.yml", CONFIG),
    ):
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def small_root(tmp_path: Path) -> Path:
    """An untrained small bot."""
    return write_bot(tmp_path / "small")


@pytest.fixture(scope="session")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """SAHAYAK_VAR_DIR for the whole session: caches and snapshots of the tests never touch the checkout's own."""
    folder = tmp_path_factory.mktemp("var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAHAYAK_VAR_DIR", str(folder))
        patch.setenv("RASA_CACHE_DIRECTORY", str(folder / "rasa"))
        yield folder


@pytest.fixture(scope="session")
def small_rows() -> list[Any]:
    """The small shop's questions and two plain intents as training rows."""
    from bot.matcher import Row

    rows = [
        Row(text, f"faq/{entry_id}", language)
        for entry_id, by_language in SMALL.items()
        for language, texts in by_language.items()
        for text in texts
    ]
    rows += [
        Row("hello", "greet", "en"),
        Row("hi there", "greet", "en"),
        Row("नमस्ते", "greet", "hi"),
        Row("thank you", "thank", "en"),
        Row("thanks a lot", "thank", "en"),
        Row("shukriya", "thank", "hinglish"),
    ]
    return rows


@pytest.fixture(scope="session")
def small_matcher(var_dir: Path, small_rows: list[Any]) -> Any:
    """A fitted matcher of the small shop."""
    from bot.embedding import Embedder
    from bot.matcher import Matcher

    return Matcher.fit(small_rows, Embedder())


@pytest.fixture(scope="session")
def small_model(var_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole trained Rasa model of the small bot."""
    from bot.train import train

    root = write_bot(tmp_path_factory.mktemp("trained") / "small")
    return train(root, root / "models")


@pytest.fixture
def run() -> Iterator[Any]:
    """Runs a coroutine on a loop of the test's own."""
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete
    loop.close()


@pytest.fixture(scope="session")
def server(small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The channel on the loopback, with the small bot behind it."""
    from rasa.core.agent import Agent
    from rasa.core.lock_store import InMemoryLockStore
    from rasa.utils.endpoints import EndpointConfig

    from bot.tracker_store import WalTrackerStore
    from tests.bot.serving import Server

    folder = tmp_path_factory.mktemp("channel")
    agent = Agent.load(
        str(small_model),
        tracker_store=WalTrackerStore(db=str(folder / "tracker.sqlite")),
        lock_store=InMemoryLockStore(),
        action_endpoint=EndpointConfig("http://127.0.0.1:9/webhook"),
        generator=EndpointConfig(type="bot.nlg.PublishedAnswers", path=str(folder / "published.json")),
    )
    return Server(agent)
