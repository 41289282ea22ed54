"""Details in what contacts type: each kind, what must not be taken for it, and properties that hold for every text."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.details import LONGEST, SECRET_KINDS, find_all, find_details
from bot.entities import DetailExtractor
from bot.identifiers import is_luhn, is_verhoeff

TODAY = date(2026, 11, 22)
"""A Sunday."""

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def found(text):
    return [(detail.entity, detail.value) for detail in find_details(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("write to Asha.Rao+1@Mail.example.com please", [("email", "asha.rao+1@mail.example.com")]),
        ("call 98765 43210", [("phone", "+919876543210")]),
        ("मेरा नंबर ९८७६५४३२१० है", [("phone", "+919876543210")]),
        ("+91-98765-43210 or 09876543210", [("phone", "+919876543210"), ("phone", "+919876543210")]),
        ("ph.9876543210 mob9876543210", [("phone", "+919876543210"), ("phone", "+919876543210")]),
        ("+44 20 7946 0958", [("phone", "+442079460958")]),
        ("order no 123456", [("order_number", "123456")]),
        ("ऑर्डर नंबर १२३४५६ का क्या हुआ", [("order_number", "123456")]),
        ("my order OD1234567890 is late", [("order_number", "OD1234567890")]),
        ("aan-123456 kab aayega", [("order_number", "AAN123456")]),
        ("order 9876543210", [("order_number", "9876543210")]),
        ("order no 123456 rs 500", [("order_number", "123456"), ("amount", "500")]),
        ("sah-1042", [("ticket_number", "SAH-1042")]),
        ("ticket SAH 1042 ka status", [("ticket_number", "SAH-1042")]),
        ("SAH-१०४२", [("ticket_number", "SAH-1042")]),
        (
            "order 123456, mail a@b.in, SAH-7",
            [("order_number", "123456"), ("email", "a@b.in"), ("ticket_number", "SAH-7")],
        ),
        ("123456", []),
        ("sahayak 123", []),
        ("not@an@email", []),
        ("", []),
    ],
)
def test_numbers_and_addresses(text, details):
    assert found(text) == details


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("pin code 110001", "110001"),
        ("pincode hai 560 001", "560001"),
        ("मेरा पिन कोड ५६०००१ है", "560001"),
        ("560001 pincode par delivery hogi", "560001"),
        ("do you deliver to 781001?", "781001"),
        ("kya 781001 mein delivery hoti hai", "781001"),
        ("flat 4, MG Road, Pune 411 001", "411001"),
        ("गली 3, शास्त्री नगर, जयपुर - 302016", "302016"),
        ("pin code 010001", None),
        ("₹ 560001 delhi", None),
        ("560001 rupees for delivery", None),
        ("otp 560001 for delivery", None),
        ("order number 560001 delivery", None),
        ("deliver 5600011", None),
        ("pin 5600", None),
        ("560001", None),
    ],
)
def test_pin_codes(text, pin):
    assert [value for kind, value in found(text) if kind == "pin_code"] == ([pin] if pin else [])


@pytest.mark.parametrize(
    ("text", "rupees"),
    [
        ("₹1,499 kat gaye", "1499"),
        ("Rs. 2500.50 deducted", "2500.5"),
        ("Rs500", "500"),
        ("INR 12,34,567.00", "1234567"),
        ("500 rupees back", "500"),
        ("500/- refund", "500"),
        ("१,००,००० रुपये", "100000"),
        ("५०० रुपए वापस करो", "500"),
        ("800 rupaye zyada le liye", "800"),
        ("budget 2k", "2000"),
        ("1.5 lakh ka order", "150000"),
        ("डेढ़ नहीं, 2 लाख", "200000"),
        ("5 hazaar", "5000"),
        ("₹ 3 crore", "30000000"),
        ("2 karod", "20000000"),
        ("500 ml bottle", None),
        ("2 kadai", None),
        ("order 2 k liye", None),
        ("4000 watt", None),
    ],
)
def test_amounts(text, rupees):
    assert [value for kind, value in found(text) if kind == "amount"] == ([rupees] if rupees else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ordered on 12/11/2026", "2026-11-12"),
        ("12-11-26 ko order kiya", "2026-11-12"),
        ("१२.११.२०२६ को", "2026-11-12"),
        ("2026-11-12", "2026-11-12"),
        ("12/11 ko mangaya tha", "2026-11-12"),
        ("12 Nov", "2026-11-12"),
        ("12th of november 2025", "2025-11-12"),
        ("Nov 12, 2026", "2026-11-12"),
        ("१२ नवंबर को आया", "2026-11-12"),
        ("2 january tak chahiye", "2027-01-02"),
        ("yesterday i paid", "2026-11-21"),
        ("deliver it tomorrow", "2026-11-23"),
        ("day after tomorrow", "2026-11-24"),
        ("aaj aana tha", "2026-11-22"),
        ("आज कब आएगा", "2026-11-22"),
        ("kal order kiya tha", "2026-11-21"),
        ("kal tak aa jayega kya", "2026-11-23"),
        ("कल आया था", "2026-11-21"),
        ("कल तक पहुँचेगा", "2026-11-23"),
        ("kal", "2026-11-21"),
        ("parso mila", "2026-11-20"),
        ("परसों भेजेंगे क्या", "2026-11-24"),
        ("last Monday", "2026-11-16"),
        ("last Sunday", "2026-11-15"),
        ("pichle somvar", "2026-11-16"),
        ("पिछले शुक्रवार", "2026-11-20"),
        ("next friday", "2026-11-27"),
        ("somvar ko diya tha", "2026-11-16"),
        ("sunday tak chahiye", "2026-11-29"),
        ("5 din pehle", "2026-11-17"),
        ("2 weeks ago", "2026-11-08"),
        ("३ दिन पहले", "2026-11-19"),
        ("31/02/2026", None),
        ("12/13/2026", None),
        ("aaj kal", None),
        ("आज कल", None),
        ("may i return 12 plates", None),
        ("1/2 kg", None),
        ("monday", None),
        ("कलम", None),
    ],
)
def test_dates(text, day):
    assert [value for kind, value in found(text) if kind == "date"] == ([day] if day else [])


def test_a_whole_message():
    text = "Order OD12345678 on 12 Nov, Rs 1,499 by UPI asha@okhdfc, deliver to Pune 411001, call 9876543210"
    assert found(text) == [
        ("order_number", "OD12345678"),
        ("date", "2026-11-12"),
        ("amount", "1499"),
        ("pin_code", "411001"),
        ("phone", "+919876543210"),
    ]


def test_without_a_day_given_it_is_today_in_india():
    from bot.dates import today_in_india

    before = today_in_india()
    value = find_details("today")[0].value
    assert before.isoformat() <= value <= today_in_india().isoformat()


def test_check_digits():
    assert is_luhn("4111111111111111")
    assert not is_luhn("4111111111111112")
    assert is_verhoeff("2363")
    assert not is_verhoeff("2364")


def test_positions_are_those_of_the_typed_text():
    text = "नंबर ९८७६५४३२१०।"
    detail = find_details(text)[0]
    assert text[detail.start : detail.end] == "९८७६५४३२१०"


@pytest.mark.parametrize(
    "piece", ["a@", "1 ", "12-", "4", "kal ", "1,00", "₹1", "a.", "otp ", "Delhi 1", "SAH ", "12 nov "]
)
def test_hostile_text_is_searched_quickly(piece):
    began = time.process_time()
    find_all(piece * (2 * LONGEST // len(piece)))
    assert time.process_time() - began < 2


def test_component_adds_entities_and_leaves_payloads_alone():
    typed, payload = Message(data={"text": "SAH-7"}), Message(data={"text": '/check_ticket{"ticket_number": "SAH-7"}'})
    DetailExtractor().process([typed, payload])
    assert typed.get("entities")[0]["value"] == "SAH-7"
    assert payload.get("entities") is None
    assert "entities" in typed.as_dict(only_output_properties=True)


def test_what_is_found_for_masking_is_never_an_entity():
    message = Message(data={"text": "otp 445566, card 4111 1111 1111 1111, pan ABCPE1234F, asha@okhdfc"})
    DetailExtractor().process([message])
    assert message.get("entities") == []


# Pieces of details, so that generated texts come near to them
PIECES = st.sampled_from(
    (  # noqa: SIM905
        "order OD SAH- ₹ rs 1,00,000 9876543210 98765 43210 110001 pin otp @ okhdfc a@b.in 12/11/2026 12 nov kal tak lakh k "
        "- / . , 4111 1111 2363 0000 ABCPE1234F Delhi रुपये नंबर को ५६ aaj last monday +91 # \u200b"
    ).split()
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join)
)


@given(TEXTS)
def test_details_never_overlap_and_lie_inside_the_text(text):
    end = 0
    for detail in find_all(text, TODAY):
        assert end <= detail.start < detail.end <= len(text)
        assert detail.value
        if detail.entity in SECRET_KINDS:
            assert len(detail.value) == detail.end - detail.start
        end = detail.end


@given(TEXTS)
def test_both_kinds_of_digits_mean_the_same(text):
    typed, hindi = find_all(text, TODAY), find_all(text.translate(DEVANAGARI), TODAY)
    assert typed == hindi
