"""What can be set, from `SAHAYAK_*` variables or a `.env` file. Every setting has a line in docs/settings.md.

`load_settings()` is what programs use: it also makes the secrets at the first start (see `desk.secrets`).
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

from desk.secrets import SECRETS, read_or_create_secrets

PREFIX = "SAHAYAK_"
ORIGIN = re.compile(r"https?://[^/?#\s]+")


class SettingsError(Exception):
    """A setting is wrong. The text names the variable, what is wrong with it and what to do."""


class Settings(BaseSettings):
    """All settings of the desk. Built by hand in tests, by `load_settings` elsewhere."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
    )

    # Where things are
    var_dir: Path = Path("var")
    faq_dir: Path = Path("data/faq")
    web_dir: Path = Path("web")
    database_url: str = ""  # empty: SQLite in var_dir
    redis_url: str | None = None  # set it when more than one desk process runs

    # Addresses
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str = ""  # empty: http://<host>:<port>
    allowed_origins: Annotated[list[str], NoDecode] = []  # websites that may carry the widget, besides our own
    trusted_proxies: str = "127.0.0.1"  # whose X-Forwarded-For is believed

    # The bot's side
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_timeout_seconds: float = Field(default=8, gt=0, le=120)
    rasa_max_concurrent: int = Field(default=8, ge=1, le=256)
    actions_url: str = "http://127.0.0.1:5055"

    # Secrets: empty ones come from <var_dir>/secrets.env
    secret_key: SecretStr = SecretStr("")
    service_token: SecretStr = SecretStr("")
    rasa_token: SecretStr = SecretStr("")
    metrics_token: SecretStr | None = None  # when set, /metrics asks for it

    # The shop
    shop_name: str = Field(default="Aangan", min_length=1, max_length=60)
    accent_color: str = Field(default="#0b6e6e", pattern=r"^#[0-9a-fA-F]{6}$")
    max_message_characters: int = Field(default=2000, ge=100, le=4000)
    contact_messages_per_minute: int = Field(default=30, ge=1, le=1000)

    # People
    session_hours: float = Field(default=12, gt=0, le=24 * 30)
    secure_cookies: bool | None = None  # None: when public_url is https

    # Running
    drain_seconds: float = Field(default=10, ge=0, le=120)
    watch_faq: bool = True
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "json", "pretty"] = "auto"  # auto: pretty on a terminal
    log_message_texts: bool = False

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: Any) -> Any:
        return (
            [part.strip().rstrip("/") for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("allowed_origins")
    @classmethod
    def _check_origins(cls, value: list[str]) -> list[str]:
        for origin in value:
            if origin != "*" and not ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is not an origin like https://shop.example")
        return value

    @field_validator("rasa_url", "actions_url", "public_url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        if value and not (urlsplit(value).scheme in ("http", "https") and urlsplit(value).hostname):
            raise ValueError("must be an address like http://127.0.0.1:8000")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        if value and not re.match(r"(sqlite|postgres(ql)?)(\+\w+)?://", value):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value.replace("postgres://", "postgresql://", 1)

    @field_validator("redis_url")
    @classmethod
    def _check_redis(cls, value: str | None) -> str | None:
        if value and not re.match(r"(rediss?|unix)://", value):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value or None

    @field_validator(*SECRETS)
    @classmethod
    def _check_secret(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 24:
            raise ValueError("a secret needs at least 24 characters; leave it out and one is made for you")
        return value

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Settings that follow from others when they are not given."""
        host, port = values.get("host") or "127.0.0.1", values.get("port") or 8000
        reachable = "127.0.0.1" if host in ("0.0.0.0", "::") else host
        filled = dict(values)
        filled["public_url"] = values.get("public_url") or f"http://{reachable}:{port}"
        filled["database_url"] = (
            values.get("database_url") or f"sqlite:///{values.get('var_dir') or 'var'}/desk.sqlite3"
        )
        if values.get("secure_cookies") is None:
            filled["secure_cookies"] = filled["public_url"].startswith("https:")
        return filled

    @property
    def missing_secrets(self) -> list[str]:
        return [name for name in SECRETS if not getattr(self, name).get_secret_value()]

    @property
    def published_faq(self) -> Path:
        """The snapshot that the bot's NLG, the console and the help pages read."""
        return self.var_dir / "faq" / "published.json"

    @property
    def negatives_file(self) -> Path:
        """Questions that are not our business, among the bot's training data beside the FAQ."""
        return self.faq_dir.parent / "nlu" / "out_of_scope.yml"


def load_settings(**given: Any) -> Settings:
    """Settings of this machine; `given` wins over variables, those over `.env`, that over the secrets file.

    Raises SettingsError.
    """
    settings = _build(given)
    if settings.missing_secrets:
        try:
            stored = read_or_create_secrets(settings.var_dir)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"{PREFIX}VAR_DIR={settings.var_dir}: cannot keep secrets there ({error}).\n"
                "Make the folder writable for this user, or set SAHAYAK_VAR_DIR to another one."
            ) from error
        settings = _build({**given, **{name: stored[name] for name in settings.missing_secrets}})
    return settings


def _build(given: dict[str, Any]) -> Settings:
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_input=False, include_url=False):
            field = str(problem["loc"][0]) if problem["loc"] else ""
            lines.append(f"{PREFIX}{field.upper()}: {problem['msg'].removeprefix('Value error, ')}")
        raise SettingsError(
            "\n".join(lines) + "\nCorrect it in the environment or in .env; docs/settings.md explains every setting."
        ) from error
    except (SourceError, UnicodeDecodeError) as error:
        raise SettingsError(
            f".env: {error}\nEvery line is NAME=value in UTF-8; docs/settings.md lists the names."
        ) from error
