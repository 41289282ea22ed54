"""What names a person never leaves the conversation: not in the log, not towards learning."""

import logging
import uuid

import pytest
from hypothesis import given
from rasa.utils.log_utils import configure_structlog

from bot.details import LONGEST
from bot.masking import mask
from bot.text import ascii_digits
from tests.bot.test_entities import DEVANAGARI, TEXTS


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call 98765 43210 or a.rao@mail.in", "call <phone> or <email>"),
        ("मेरा नंबर ९८७६५४३२१० है", "मेरा नंबर <phone> है"),
        ("card 4111 1111 1111 1111 se pay kiya", "card <card> se pay kiya"),
        ("card 4111 1111 1111 1112", "card 4111 1111 1111 1112"),
        ("aadhaar 2341 2341 2346", "aadhaar <aadhaar>"),
        ("pan abcpe1234f", "pan <pan>"),
        ("upi asha.rao@okhdfc pe bhejo", "upi <upi> pe bhejo"),
        ("otp is 4455", "otp is <otp>"),
        ("ओटीपी ४४५५६६ आया", "ओटीपी <otp> आया"),
        ("445566 is my otp", "<otp> is my otp"),
        ("cvv 123 diya", "cvv <otp> diya"),
        ("account number 123456789012", "account number <bank_account>"),
        ("order 12345678 of SAH-7 to 110001, ₹500", "order 12345678 of SAH-7 to 110001, ₹500"),
        ("where is my order?", "where is my order?"),
        ("", ""),
    ],
)
def test_personal_details_become_tokens(text, masked):
    assert mask(text) == masked


def test_what_is_learned_names_no_case_either():
    text = "order 12345678, ticket SAH-7, pin 110001, mail a@b.in"
    assert mask(text, learned=True) == "order <order>, ticket <ticket>, pin 110001, mail <email>"


def test_nothing_beyond_the_searched_length_slips_through():
    assert mask("x " * LONGEST + "a@b.in") == ("x " * LONGEST)[:LONGEST]


@given(TEXTS)
def test_masking_twice_changes_nothing(text):
    once = mask(text, learned=True)
    assert mask(once, learned=True) == once


@given(TEXTS)
def test_the_script_of_digits_does_not_matter(text):
    assert mask(text).translate(DEVANAGARI) == mask(text.translate(DEVANAGARI)).translate(DEVANAGARI)


def test_no_line_of_the_log_holds_what_names_a_person(server, capfd, caplog):
    """A whole turn through channel, model and a custom action that is out of reach, at the level that production logs."""
    configure_structlog(logging.INFO)
    caplog.set_level(logging.INFO)
    turns = (
        {"text": "call me on 98765 43210 or a.rao@mail.in"},
        {"text": "मेरा नंबर ९८७६५४३२१० है, डिलीवरी कितने दिन में होगी"},
        {"text": "xyzzy 4111 1111 1111 1111 upi asha@okhdfc"},
        {"payload": "/thank"},  # runs the action, and sends it the whole conversation
    )
    for turn in turns:
        body = {
            "sender": "masking.0",
            "message_id": uuid.uuid4().hex,
            "channel": "widget",
            "context": {"conversation_id": "c1", "contact_id": "k1"},
            **turn,
        }
        assert server.post(body).status_code == 200
    printed = capfd.readouterr()
    everything = ascii_digits(printed.out + printed.err + caplog.text)
    assert "action_broken" in everything
    for secret in ("98765", "a.rao", "4111", "okhdfc"):
        assert secret not in everything
