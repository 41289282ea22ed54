"""Settings: a wrong one says which and what to do; secrets are made once and kept from others."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desk.app import create_app
from desk.secrets import SECRETS, read_or_create_secrets
from desk.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("SAHAYAK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_defaults_need_no_setting_at_all(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.database_url == "sqlite:///var/desk.sqlite3"
    assert settings.allowed_origins == []
    assert settings.secure_cookies is False
    assert not settings.log_message_texts


def test_settings_follow_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAHAYAK_PORT", "9000")
    monkeypatch.setenv("SAHAYAK_HOST", "0.0.0.0")
    monkeypatch.setenv("SAHAYAK_VAR_DIR", "elsewhere")
    monkeypatch.setenv("SAHAYAK_ALLOWED_ORIGINS", "https://shop.example, https://other.example/")
    settings = load_settings()
    assert settings.public_url == "http://127.0.0.1:9000"
    assert settings.database_url == "sqlite:///elsewhere/desk.sqlite3"
    assert settings.allowed_origins == ["https://shop.example", "https://other.example"]
    monkeypatch.setenv("SAHAYAK_PUBLIC_URL", "https://help.shop.example/")
    settings = load_settings()
    assert settings.public_url == "https://help.shop.example"
    assert settings.secure_cookies is True


def test_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SAHAYAK_SHOP_NAME=Rasoi\nSAHAYAK_PORT=9001\nSAHAYAK_REDIS_URL=\nOTHER=1\n")
    monkeypatch.setenv("SAHAYAK_PORT", "9002")
    settings = load_settings()
    assert (settings.shop_name, settings.port, settings.redis_url) == ("Rasoi", 9002, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAHAYAK_PORT", "eighty"),
        ("SAHAYAK_PORT", "70000"),
        ("SAHAYAK_RASA_URL", "localhost:5005"),
        ("SAHAYAK_PUBLIC_URL", "shop.example"),
        ("SAHAYAK_DATABASE_URL", "mysql://root:hunter2-hunter2@localhost/x"),
        ("SAHAYAK_REDIS_URL", "localhost"),
        ("SAHAYAK_ALLOWED_ORIGINS", "shop.example"),
        ("SAHAYAK_ALLOWED_ORIGINS", "https://shop.example/page"),
        ("SAHAYAK_ACCENT_COLOR", "red; } body { display: none"),
        ("SAHAYAK_SESSION_HOURS", "-1"),
        ("SAHAYAK_LOG_LEVEL", "loud"),
        ("SAHAYAK_SECRET_KEY", "hunter2-hunter2"),
        ("SAHAYAK_MAX_MESSAGE_CHARACTERS", "9999999"),
    ],
)
def test_wrong_setting_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    first, *_, last = str(caught.value).splitlines()
    assert first.startswith(f"{name}: ")
    assert "docs/settings.md" in last
    assert "hunter2" not in str(caught.value)


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAHAYAK_PORT", "x")
    monkeypatch.setenv("SAHAYAK_LOG_FORMAT", "x")
    with pytest.raises(SettingsError, match=re.compile("SAHAYAK_PORT.*SAHAYAK_LOG_FORMAT", re.DOTALL)):
        load_settings()


def test_secrets_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    first, again = load_settings(), load_settings()
    path = tmp_path / "var" / "secrets.env"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for name in SECRETS:
        secret = getattr(first, name).get_secret_value()
        assert len(secret) >= 32
        assert getattr(again, name).get_secret_value() == secret
        assert f"SAHAYAK_{name.upper()}={secret}\n" in path.read_text()
        assert secret not in repr(first) + str(first) + first.model_dump_json()
    assert len({getattr(first, name).get_secret_value() for name in SECRETS}) == len(SECRETS)


def test_programs_that_start_together_agree_on_the_secrets(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: tuple(read_or_create_secrets(tmp_path / "var").items()), range(16)))
    assert len(set(found)) == 1
    assert [item.name for item in (tmp_path / "var").iterdir()] == ["secrets.env"]


def test_given_secret_wins_and_the_others_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAHAYAK_RASA_TOKEN", "given-" + "g" * 30)
    settings = load_settings()
    assert settings.rasa_token.get_secret_value() == "given-" + "g" * 30
    assert settings.missing_secrets == []


def test_open_secrets_file_is_closed_again_and_missing_ones_added(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.env"
    path.parent.mkdir()
    path.write_text("# mine\nSAHAYAK_SECRET_KEY=" + "k" * 40 + "\n")
    path.chmod(0o644)
    settings = load_settings()
    assert settings.secret_key.get_secret_value() == "k" * 40
    assert settings.missing_secrets == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_broken_secrets_file_names_the_line_and_not_the_secret(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.env"
    path.parent.mkdir()
    path.write_text("# mine\nmy-precious-secret\n")
    with pytest.raises(SettingsError, match=r"secrets\.env:2: expected NAME=value") as caught:
        load_settings()
    assert "precious" not in str(caught.value)


def test_folder_that_cannot_be_made_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SAHAYAK_VAR_DIR", "file/var")
    with pytest.raises(SettingsError, match="SAHAYAK_VAR_DIR=file/var: cannot keep secrets there"):
        load_settings()


def test_desk_without_secrets_does_not_start() -> None:
    with pytest.raises(ValueError, match="missing secrets: secret_key, service_token, rasa_token"):
        create_app(Settings(_env_file=None))
