"""The detector alone, on its own messages and the training data; tests/nlu/frustration.yml is asked by the evaluation only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.embedding import Embedder
from bot.faq_files import read_entries
from bot.frustration import (
    INTENT_FRUSTRATED,
    MOST_CALM,
    FrustrationDetector,
    fit_on,
    frustration_report,
    own_examples,
    signs,
)
from bot.hinglish import to_devanagari
from bot.retriever import FaqRetriever
from bot.text import clean, fold, is_readable, scripts
from tests.nlu.overlap import evaluation_files, evaluation_questions, overlaps

LEAST_A_LANGUAGE = 70


def plain_rows() -> list[tuple[str, str]]:
    """(text, intent) of data/nlu."""
    rows = []
    for path in sorted(Path("data/nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            rows += [(line[2:], block["intent"]) for line in block["examples"].splitlines()]
    return rows


@pytest.fixture(scope="module")
def embedder(var_dir):
    return Embedder()


@pytest.fixture(scope="module")
def detector(embedder):
    """Trained on the plain intents and the detector's own messages; the knowledge base is left out, it takes a minute."""
    return fit_on(plain_rows(), embedder)


@pytest.fixture
def embed(embedder):
    return lambda text: embedder.embed_query(to_devanagari(text)) if is_readable(text) else None


@pytest.fixture
def judge(detector, embed):
    return lambda text: detector.is_frustrated(detector.score(text, embed(text)))


@pytest.mark.parametrize(
    "text",
    [
        "this is the fifth time I am asking, where is my money!!!",
        "you people are useless and I am fed up",
        "पाँचवीं बार पूछ रही हूँ, मेरा पैसा कहाँ है, तंग आ गई हूँ",
        "घटिया सेवा है, शर्म करो",
        "paanchvi baar bol raha hu, bakwas service, mera paisa wapas karo",
        "tang aa gayi hu is company se",
    ],
)
def test_anger_is_seen(judge, text):
    assert judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "the jar came with a crack, how do I get a new one",
        "THANK YOU SO MUCH",
        "मेरा ऑर्डर कहाँ है",
        "जार में दरार है, बदलना है",
        "mera order kaha hai",
        "jar me crack hai badalna hai",
        "ok",
        "",
        "12345678",
    ],
)
def test_a_calm_message_is_left_alone(judge, text):
    assert not judge(text)


def test_signs_are_what_a_person_counts():
    assert signs("WHERE IS MY ORDER") == [1, 0, 0, 0, 0, 0]
    assert signs("why?! really!!") == [0, 1, 0, 0, 0, 0]
    assert signs("bakwas service, ghatiya company, kitni baar bolu")[2:5] == [pytest.approx(2 / 3), 1, 1]
    assert signs("कितनी बार पूछूँ 😡")[3:] == [1, 0, 1]
    assert signs("UPI ID") == [0, 0, 0, 0, 0, 0]
    assert signs("") == [0, 0, 0, 0, 0, 0]


def test_kept_as_arrays_it_says_the_same(detector, embed, tmp_path):
    detector.save(tmp_path)
    again = FrustrationDetector.load(tmp_path)
    vector = embed("what a joke of a company")
    assert again.score("what a joke of a company", vector) == detector.score("what a joke of a company", vector)
    assert again.border == detector.border


def test_the_same_rows_give_the_same_detector(detector, embedder):
    assert np.array_equal(fit_on(plain_rows(), embedder).coefficients, detector.coefficients)


def test_without_embeddings_the_signs_must_do():
    texts = ["you are useless", "bakwas company", "where is my order", "refund kab aayega"]
    detector = FrustrationDetector.fit(texts, None, np.array([True, True, False, False]))
    assert detector.score("bakwas, useless", None) > detector.score("order kab aayega", None)


def test_only_one_kind_cannot_be_learned():
    with pytest.raises(ValueError, match="frustrated and calm"):
        FrustrationDetector.fit(["a", "b"], None, np.array([True, True]))


def test_very_many_calm_rows_stay_affordable():
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(3 * MOST_CALM, 8)).astype(np.float32)
    frustrated = np.arange(len(vectors)) < 50
    vectors[frustrated] += 3
    texts = ["x"] * len(vectors)
    detector = FrustrationDetector.fit(texts, vectors, frustrated)
    assert detector.score("x", vectors[0]) > detector.score("x", vectors[-1])


def test_the_border_keeps_false_alarms_rare_on_the_rows_it_was_chosen_on(detector, embedder):
    calm = [text for text, intent in plain_rows() if intent != INTENT_FRUSTRATED]
    vectors = embedder.embed_all([to_devanagari(clean(text)) for text in calm])
    alarms = [t for t, vector in zip(calm, vectors, strict=True) if detector.is_frustrated(detector.score(t, vector))]
    assert len(alarms) <= 0.02 * len(calm), alarms


def test_a_report_counts_by_language(detector, embed, tmp_path):
    path = tmp_path / "marked.yml"
    path.write_text(
        "en: {frustrated: [you are pathetic cheats], calm: [where is my order, you are useless thieves]}\n"
        "hi: {frustrated: [मेरा ऑर्डर कहाँ है], calm: [धन्यवाद]}\n",
        encoding="utf-8",
    )
    report = frustration_report(detector, embed, path)
    assert report["en"] == (3, pytest.approx(1 / 3), 0.5, 0.0)
    assert report["hi"] == (2, 0.5, 0.0, 1.0)
    assert report["all"].messages == 5


def test_its_own_messages_are_enough_and_stand_under_the_right_language():
    own = own_examples()
    for language in ("en", "hi", "hinglish"):
        anger = sum(example.language == language and example.frustrated for example in own)
        heading = {"en": "English", "hi": "Hindi", "hinglish": "Hinglish"}[language]
        block = (
            Path("data/nlu/frustration.yml").read_text(encoding="utf-8").split(f"# {heading}\n")[1].split("- intent")[0]
        )
        assert anger + block.count("      - ") >= LEAST_A_LANGUAGE
    for example in own:
        assert (scripts(example.text)["devanagari"] > 0) == (example.language == "hi"), example


def test_nothing_is_trained_that_the_evaluation_asks_or_that_stands_twice():
    own = {fold(example.text) for example in own_examples()}
    assert len(own) == len(own_examples())
    taught = {fold(text) for text, _ in plain_rows()}
    taught |= {fold(q) for e in read_entries(Path("data/faq")) for qs in e.questions.values() for q in qs}
    assert own & taught == set()
    for file in evaluation_files():
        assert overlaps(evaluation_questions(file), (example.text for example in own_examples())) == []


class TestInTheRetriever:
    """Anger about something that is answered keeps the answer; anger about nothing in particular gets a person."""

    @pytest.fixture(scope="class")
    def retriever(self, var_dir, tmp_path_factory, small_rows):
        rows = [(row.text, row.label) for row in small_rows]
        rows += [
            (text, intent) for text, intent in plain_rows() if intent in (INTENT_FRUSTRATED, "ask_person", "thank")
        ]
        messages = []
        for text, label in rows:
            intent, _, entry = label.partition("/")
            messages.append(
                Message(data={"text": text, "intent": intent, **({"intent_response_key": label} if entry else {})})
            )
        storage, resource = LocalModelStorage(tmp_path_factory.mktemp("storage")), Resource("retriever")
        options = (FaqRetriever.get_default_config(), storage, resource, ExecutionContext(GraphSchema({})))
        FaqRetriever.create(*options).train(TrainingData(messages))
        return FaqRetriever.load(*options)

    @pytest.fixture
    def parse(self, retriever):
        def parse(text):
            message = Message(data={"text": text, "language": "en"})
            retriever.process([message])
            return message.as_dict(only_output_properties=True)

        return parse

    def test_a_calm_question(self, parse):
        parsed = parse("how many days will delivery take")
        assert parsed["intent"]["name"] == "faq"
        assert parsed["frustrated"] is False
        assert 0 <= parsed["frustration"] < 0.5

    @pytest.mark.parametrize(
        "text",
        ["useless thieves, xyzzy plugh, i am fed up", "bakwas log ho tum sab, tang aa gaya", "शर्म करो चोरों, तंग आ गया"],
    )
    def test_anger_without_an_answer_becomes_the_intent(self, parse, text):
        parsed = parse(text)
        assert parsed["intent"]["name"] == INTENT_FRUSTRATED
        assert parsed["frustrated"] is True
        assert "faq_band" not in parsed

    def test_an_angry_question_that_is_answered_stays_a_question(self, parse, retriever, monkeypatch):
        monkeypatch.setattr(type(retriever.frustration), "is_frustrated", lambda *_: True)
        parsed = parse("how many days will delivery take")
        assert parsed["intent"]["name"] == "faq"
        assert parsed["faq_band"] == "answer"
        assert parsed["frustrated"] is True

    def test_who_asks_for_a_person_angrily_is_understood(self, parse, retriever, monkeypatch):
        monkeypatch.setattr(type(retriever.frustration), "is_frustrated", lambda *_: True)
        assert parse("i want to talk to a human")["intent"]["name"] == "ask_person"

    @pytest.mark.parametrize("payload", ["/faq/gift_wrap", "/express_something", "/affirm"])
    def test_a_button_is_never_frustrated(self, parse, payload):
        parsed = parse(payload)
        assert (parsed["frustration"], parsed["frustrated"]) == (0.0, False)

    def test_no_intent_is_invented_that_the_bot_has_not(self, parse, retriever, monkeypatch):
        monkeypatch.setattr(type(retriever.frustration), "is_frustrated", lambda *_: True)
        monkeypatch.setattr("bot.retriever.INTENT_FRUSTRATED", "an_intent_without_examples")
        assert parse("qwertz uiop")["intent"]["name"] == "nlu_fallback"
