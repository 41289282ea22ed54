"""The contracts are written from the same desk that its own tests run."""

from tests.desk.conftest import desk, make_database, rasa, settings, start_desk

__all__ = ["desk", "make_database", "rasa", "settings", "start_desk"]
