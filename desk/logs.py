"""Structured logs: one JSON object a line (coloured text on a terminal), with the request's id, without what people wrote.

Message texts appear only when `log_message_texts` is on; secrets never.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from desk.settings import Settings

SECRET_NAMES = re.compile(r"(password|secret|token|cookie|authorization|csrf|api_key)", re.IGNORECASE)
TEXT_NAMES = frozenset({"text", "question", "description", "comment", "note", "payload", "body", "answer", "reply"})
# Links carry one-time tokens, addresses of databases carry passwords.
SECRET_VALUES = (
    (re.compile(r"([?&](?:token|key)=)[^&\s\"']+"), r"\1***"),
    (re.compile(r"(\w+://[^/\s:@]*:)[^@/\s]+@"), r"\1***@"),
    (re.compile(r"(?i)(bearer\s+)[\w.~+/=-]+"), r"\1***"),
)


def configure_logs(settings: Settings) -> None:
    """Set up structlog and send the standard library's records (uvicorn, alembic …) the same way."""
    pretty = settings.log_format == "pretty" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        KeepPrivate(texts=settings.log_message_texts),
    ]
    ending: list[Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if pretty
        else [
            structlog.processors.format_exc_info,
            drop_secret_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending]
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    for chatty in ("uvicorn", "uvicorn.error"):
        logging.getLogger(chatty).handlers = []
        logging.getLogger(chatty).propagate = True
    # httpx writes every address it asks, engineio every packet: neither belongs in the log of a normal day.
    for name in ("httpx", "httpcore", "engineio", "socketio", "watchfiles", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level.upper()]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


class KeepPrivate:
    """Processor that takes out secrets, and what people wrote unless `texts`."""

    def __init__(self, *, texts: bool) -> None:
        self.texts = texts

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        return self._clean(event)

    def _clean(self, values: MutableMapping[str, Any]) -> dict[str, Any]:
        cleaned: dict[str, Any] = {}
        for name, value in values.items():
            if name in ("event", "exc_info", "_record", "_from_structlog"):
                cleaned[name] = without_secrets(value)
            elif SECRET_NAMES.search(name):
                cleaned[name] = "***"
            elif name in TEXT_NAMES and not self.texts:
                cleaned[name] = f"({len(value)} characters)" if isinstance(value, str) else "(not logged)"
            elif isinstance(value, dict):
                cleaned[name] = self._clean(value)
            else:
                cleaned[name] = without_secrets(value)
        return cleaned


def without_secrets(value: Any) -> Any:
    """Strings without one-time tokens, passwords in addresses, and bearer tokens."""
    if isinstance(value, str):
        for pattern, replacement in SECRET_VALUES:
            value = pattern.sub(replacement, value)
    return value


def drop_secret_values(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Once more over the rendered traceback, which holds whatever an exception said."""
    if "exception" in event:
        event["exception"] = without_secrets(event["exception"])
    return event
