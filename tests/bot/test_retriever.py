import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import retriever
from bot.matcher import Matcher
from bot.retriever import FaqRetriever, training_rows


@pytest.fixture(scope="module")
def examples(small_rows):
    messages = []
    for row in small_rows:
        data = {
            "text": row.text,
            "intent": row.label.split("/")[0],
            "metadata": {"example": {"language": row.language}},
        }
        if "/" in row.label:
            data["intent_response_key"] = row.label
        messages.append(Message(data=data))
    return TrainingData(messages)


@pytest.fixture(scope="module")
def trained(var_dir, tmp_path_factory, examples):
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("storage")), Resource("retriever")
    FaqRetriever.create(FaqRetriever.get_default_config(), storage, resource, ExecutionContext(GraphSchema({}))).train(
        examples
    )
    return FaqRetriever.load(FaqRetriever.get_default_config(), storage, resource, ExecutionContext(GraphSchema({})))


def parse(component, text, language="en", topic=None):
    message = Message(data={"text": text, "language": language, "metadata": {"topic": topic}})
    assert component.process([message]) == [message]
    return message.as_dict(only_output_properties=True)


def test_rows_carry_label_and_language(examples, small_rows):
    rows = training_rows(examples)
    assert {(row.text, row.label) for row in rows} == {(row.text, row.label) for row in small_rows}
    # the language is the detected one, as it will be for what contacts type; where a text tells nothing, the listed one
    assert len(set(rows) & set(small_rows)) > 0.9 * len(rows)
    assert rows == sorted(rows)


def test_a_sure_faq_question(trained):
    parsed = parse(trained, "how many days will delivery take")
    assert parsed["intent"]["name"] == "faq"
    assert parsed["faq_band"] == "answer"
    selected = parsed["response_selector"]["faq"]
    assert selected["response"]["intent_response_key"] == "faq/delivery_time"
    assert selected["response"]["utter_action"] == "utter_faq/delivery_time"
    assert parsed["response_selector"]["all_retrieval_intents"] == ["faq"]
    assert selected["response"]["confidence"] == parsed["intent"]["confidence"]
    assert selected["ranking"][0]["intent_response_key"] == "faq/delivery_time"
    assert len(selected["ranking"]) <= 10


def test_a_plain_intent_keeps_the_ranking_but_has_no_band(trained):
    parsed = parse(trained, "thank you")
    assert parsed["intent"]["name"] == "thank"
    # Rasa leaves out what is None
    assert "faq_band" not in parsed
    assert parsed["intent_ranking"][0]["name"] == "thank"


def test_an_unsure_question_keeps_its_candidates(trained, monkeypatch):
    monkeypatch.setattr(type(trained.matcher.confidence), "band", lambda *_: "did_you_mean")
    parsed = parse(trained, "refund for my cancelled order")
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["faq_band"] == "did_you_mean"
    assert {item["intent_response_key"] for item in parsed["response_selector"]["faq"]["ranking"][:3]} >= {
        "faq/refund_time",
        "faq/cancel_order",
    }


def test_an_unsure_plain_intent_suggests_only_what_is_near(trained, monkeypatch):
    monkeypatch.setattr(type(trained.matcher.confidence), "band", lambda *_: "did_you_mean")
    assert parse(trained, "thank you")["faq_band"] == "miss"


@pytest.mark.parametrize("text", ["", "👍", "مرحبا", "12345", "   "])
def test_unreadable_texts_are_misses(trained, text):
    parsed = parse(trained, text)
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["faq_band"] == "miss"
    assert parsed["response_selector"] == {"all_retrieval_intents": ["faq"]}


def test_unrelated_text_is_no_answer(trained):
    assert parse(trained, "who is the prime minister of japan")["intent"]["name"] == "nlu_fallback"


def test_two_questions_keep_both_entries_in_order(trained):
    parsed = parse(trained, "cancel my order. can i pay cash on delivery?")
    assert parsed["intent"]["name"] == "faq"
    assert [(item["text"], item["faq_id"], item["band"]) for item in parsed["questions"]] == [
        ("cancel my order", "cancel_order", "answer"),
        ("can i pay cash on delivery?", "cod_available", "answer"),
    ]
    selected = parsed["response_selector"]["faq"]
    assert selected["response"]["utter_action"] == "utter_faq/cancel_order"
    ranked = [item["intent_response_key"] for item in selected["ranking"]]
    assert ranked[:2] == ["faq/cancel_order", "faq/cod_available"]
    assert len(set(ranked)) == len(ranked) > 2


def test_a_single_question_names_no_others(trained):
    parsed = parse(trained, "hello, how many days will delivery take")
    assert parsed["response_selector"]["faq"]["response"]["intent_response_key"] == "faq/delivery_time"
    assert "questions" not in parsed
    assert parsed["context_used"] is False


def test_a_follow_up_is_read_with_the_topic_of_the_metadata(trained):
    topic = {"entry": "refund_time", "question": "how long does a refund take"}
    parsed = parse(trained, "for upi?", topic=topic)
    assert parsed["context_used"] is True
    assert parsed["response_selector"]["faq"]["response"]["intent_response_key"] == "faq/refund_time"
    assert parse(trained, "cancel my order", topic=topic)["context_used"] is False


def test_a_question_is_embedded_once(trained, monkeypatch):
    embedded = []
    embed_query = trained._embedder.embed_query
    monkeypatch.setattr(trained._embedder, "embed_query", lambda text: embedded.append(text) or embed_query(text))
    parse(trained, "Hello sir, HOW MANY DAYS will delivery take please")
    assert len(embedded) == 1
    parse(trained, "cancel my order. can i pay cash on delivery?")
    assert len(embedded) == 4


def test_an_entrys_payload_is_that_entry(trained):
    parsed = parse(trained, "/faq/gift_wrap", "hi")
    assert parsed["intent"] == {"name": "faq", "confidence": 1.0}
    assert parsed["faq_band"] == "answer"
    assert parsed["response_selector"]["faq"]["response"]["utter_action"] == "utter_faq/gift_wrap"


@pytest.mark.parametrize("payload", ["/faq/no_such_entry", "/faq", "/greet", "/restart", "/", "/faq/"])
def test_other_payloads_are_left_to_rasa(trained, payload):
    assert parse(trained, payload)["intent"]["name"] == "nlu_fallback"


def test_unchanged_rows_are_not_fitted_again(trained, tmp_path, examples, monkeypatch):
    monkeypatch.setattr(Matcher, "fit", lambda *_: pytest.fail("fitted again"))
    storage, resource = LocalModelStorage(tmp_path), Resource("again")
    component = FaqRetriever.create(
        FaqRetriever.get_default_config(), storage, resource, ExecutionContext(GraphSchema({}))
    )
    component.train(examples)
    assert component.matcher.labels == trained.matcher.labels


def test_changed_code_makes_old_fits_worthless(trained, examples, monkeypatch):
    rows = training_rows(examples)
    before = trained._rows_key(rows)
    monkeypatch.setitem(trained._config, "code_version", "other")
    assert trained._rows_key(rows) != before


def test_only_the_last_fits_are_kept(trained, tmp_path, monkeypatch):
    monkeypatch.setattr(retriever, "_KEPT_FITS", 2)
    monkeypatch.setattr(trained.matcher, "save", lambda folder: None)
    for name in ("one", "two", "three"):
        trained._keep_fit(tmp_path / "fits" / name)
    assert len(list((tmp_path / "fits").iterdir())) == 2


def test_an_untrained_component_says_so():
    component = FaqRetriever(FaqRetriever.get_default_config(), None, Resource("x"))
    with pytest.raises(RuntimeError, match="not trained"):
        component.process([Message(data={"text": "hello"})])
