import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.entities import DetailExtractor, find_details


def found(text):
    return [(detail.entity, detail.value) for detail in find_details(text)]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("write to Asha.Rao+1@Mail.example.com please", [("email", "asha.rao+1@mail.example.com")]),
        ("call 98765 43210", [("phone", "+919876543210")]),
        ("मेरा नंबर ९८७६५४३२१० है", [("phone", "+919876543210")]),
        ("+91-98765-43210 or 09876543210", [("phone", "+919876543210"), ("phone", "+919876543210")]),
        ("+44 20 7946 0958", [("phone", "+442079460958")]),
        ("order no 123456", [("order_number", "123456")]),
        ("ऑर्डर नंबर १२३४५६ का क्या हुआ", [("order_number", "123456")]),
        ("my order OD1234567890 is late", [("order_number", "OD1234567890")]),
        ("aan-123456 kab aayega", [("order_number", "AAN123456")]),
        ("order 9876543210", [("order_number", "9876543210")]),
        ("sah-1042", [("ticket_number", "SAH-1042")]),
        ("ticket SAH 1042 ka status", [("ticket_number", "SAH-1042")]),
        ("SAH-१०४२", [("ticket_number", "SAH-1042")]),
        (
            "order 123456, mail a@b.in, SAH-7",
            [("order_number", "123456"), ("email", "a@b.in"), ("ticket_number", "SAH-7")],
        ),
        ("pin code 110001", []),
        ("₹1,499 on 12.05.2026 at 10:30", []),
        ("sahayak 123", []),
        ("not@an@email", []),
        ("", []),
    ],
)
def test_details(text, details):
    assert found(text) == details


def test_positions_are_those_of_the_typed_text():
    text = "नंबर ९८७६५४३२१०।"
    detail = find_details(text)[0]
    assert text[detail.start : detail.end] == "९८७६५४३२१०"


def test_hostile_text_is_searched_quickly():
    assert find_details("a@" * 50_000) == []
    assert find_details("1 " * 50_000) is not None


def test_component_adds_entities_and_leaves_payloads_alone():
    typed, payload = Message(data={"text": "SAH-7"}), Message(data={"text": '/check_ticket{"ticket_number": "SAH-7"}'})
    DetailExtractor().process([typed, payload])
    assert typed.get("entities")[0]["value"] == "SAH-7"
    assert payload.get("entities") is None
    assert "entities" in typed.as_dict(only_output_properties=True)


@given(st.text(alphabet="0123456789०१२३ +-@.#/SAHsahabcOD:", max_size=60))
def test_details_never_overlap_and_lie_inside_the_text(text):
    end = 0
    for detail in find_details(text):
        assert end <= detail.start < detail.end <= len(text)
        end = detail.end
