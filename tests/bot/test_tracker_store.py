import sqlite3

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.tracker_store import WalTrackerStore
from tests.bot.conftest import DOMAIN


@pytest.fixture
def domain():
    return Domain.from_yaml(DOMAIN)


def test_a_conversation_survives_a_restart(tmp_path, domain, run):
    file = str(tmp_path / "deep" / "tracker.sqlite")
    store = WalTrackerStore(domain, db=file)
    tracker = DialogueStateTracker("c1.0", domain.slots)
    tracker.update_with_events([UserUttered("नमस्ते", {"name": "greet"}), SlotSet("language", "hi")], domain)
    run(store.save(tracker))
    again = run(WalTrackerStore(domain, db=file).retrieve("c1.0"))
    assert again.latest_message.text == "नमस्ते"
    assert again.get_slot("language") == "hi"


def test_the_file_is_in_wal_mode_and_every_connection_has_the_pragmas(tmp_path, domain):
    store = WalTrackerStore(domain, db=str(tmp_path / "t.sqlite"))
    with sqlite3.connect(tmp_path / "t.sqlite") as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    for _ in range(2):
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5_000


def test_the_file_is_in_the_var_folder(tmp_path, domain, monkeypatch):
    monkeypatch.setenv("SAHAYAK_VAR_DIR", str(tmp_path / "elsewhere"))
    WalTrackerStore(domain)
    assert (tmp_path / "elsewhere" / "tracker.sqlite").exists()


def test_rasa_can_create_it_from_endpoints_yml(tmp_path, domain):
    config = EndpointConfig(type="bot.tracker_store.WalTrackerStore", db=str(tmp_path / "e.sqlite"))
    assert isinstance(TrackerStore.create(config, domain), WalTrackerStore)
