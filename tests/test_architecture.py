"""Who may import whom, and who may do what: read from the syntax trees, so that nothing has to be imported.

Each rule is a function from a module to sentences; the second half of the file tests the rules themselves.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("desk", "bot", "actions")

# A module may import modules of its own layer and of those before it. A package's name stands for all in it.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "models", "schemas", "events", "secrets", "settings", "texts", "passwords", "tokens"}),
    frozenset({"db", "metrics", "logs", "rasa_client", "rate_limits", "serializers", "knowledge", "migrations"}),
    frozenset({"queue", "queries", "reports", "schema_version"}),
    frozenset({"services", "auth", "wiring"}),
    frozenset({"api", "realtime", "intake", "health", "pages"}),
    frozenset({"sockets", "worker", "middleware", "static"}),
    frozenset({"app"}),
    frozenset({"cli"}),
)
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
WRITES = {"insert", "update", "delete"}
SESSIONS = {"tx", "session", "transaction"}


@dataclass(frozen=True)
class Module:
    """A source file by its dotted name."""

    name: str
    tree: ast.Module
    text: str

    @property
    def part(self) -> str:
        """`services` of desk.services.tickets, `db` of desk.db."""
        return self.name.split(".")[1] if "." in self.name else ""


@dataclass(frozen=True)
class Import:
    module: str  # absolute
    names: tuple[str, ...]
    line: int


def parse(name: str, text: str) -> Module:
    return Module(name, ast.parse(text), text)


@cache
def all_modules() -> tuple[Module, ...]:
    paths = sorted(path for package in PACKAGES for path in source_files(ROOT / package))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return tuple(parse(name, path.read_text(encoding="utf-8")) for name, path in zip(names, paths, strict=True))


def source_files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in (".venv", "__pycache__"):
            yield from source_files(path)
        elif path.suffix == ".py":
            yield path


def imports(module: Module) -> Iterator[Import]:
    """All imports, also those in functions; those for the type checker only are left out."""
    for node in walk_at_run_time(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, (), node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.name.split(".")[: -node.level]
                base = ".".join([*parents, base] if base else parents)
            yield Import(base, tuple(alias.name for alias in node.names), node.lineno)


def walk_at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(tree):
        is_typing_block = isinstance(child, ast.If) and ast.unparse(child.test) in (
            "TYPE_CHECKING",
            "typing.TYPE_CHECKING",
        )
        if not is_typing_block:
            yield child
            yield from walk_at_run_time(child)


def calls(module: Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Every call as (node, object, name): `tx.commit()` is ("tx", "commit"), `open()` is ("", "open")."""
    for node in walk_at_run_time(module.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, ast.unparse(node.func.value), node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, "", node.func.id


def strings(module: Module) -> Iterator[tuple[int, str]]:
    """Text in the code, without docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


# --- the rules ----------------------------------------------------------------------------------------------------


def layers(module: Module) -> Iterator[str]:
    """desk: app -> api, sockets, worker, realtime -> services, queries, auth -> models, events, errors."""
    if not module.name.startswith("desk."):
        return
    own = rank(module.part)
    if own is None:
        yield f"{module.name} has no layer: give it one in LAYERS"
        return
    for item in imports(module):
        if item.module == "desk":
            targets = list(item.names)
        elif item.module.startswith("desk."):
            targets = [item.module.split(".")[1]]
        else:
            continue
        for target in targets:
            other = rank(target)
            if other is not None and other > own:
                yield f"{module.name}:{item.line} may not import desk.{target}, which stands above it"


def rank(part: str) -> int | None:
    return next((number for number, layer in enumerate(LAYERS) if part in layer), None)


def two_environments(module: Module) -> Iterator[str]:
    """desk never imports bot or actions, and they never import desk: they meet over HTTP only."""
    own = module.name.split(".")[0]
    foreign = {"bot", "actions", "rasa", "rasa_sdk"} if own == "desk" else {"desk"}
    for item in imports(module):
        if item.module.split(".")[0] in foreign:
            yield f"{module.name}:{item.line} may not import {item.module}"


def one_who_commits(module: Module) -> Iterator[str]:
    """Only `db.transaction` commits."""
    if module.name.startswith("desk") and module.name != "desk.db":
        for node, _, name in calls(module):
            if name == "commit":
                yield f"{module.name}:{node.lineno} commits; only desk.db may"


def services_write(module: Module) -> Iterator[str]:
    """Only services insert, update and delete."""
    if not module.name.startswith("desk") or module.part in ("services", "migrations"):
        return
    for item in imports(module):
        if item.module.split(".")[0] == "sqlalchemy" and WRITES & set(item.names):
            yield f"{module.name}:{item.line} writes; only desk.services may"
    for node, owner, name in calls(module):
        if owner in SESSIONS and name in {"add", "add_all", "delete", "merge"}:
            yield f"{module.name}:{node.lineno} writes with {owner}.{name}; only desk.services may"


def one_who_emits(module: Module) -> Iterator[str]:
    """Only realtime emits."""
    if module.name.startswith("desk") and module.name != "desk.realtime":
        for node, _, name in calls(module):
            if name == "emit":
                yield f"{module.name}:{node.lineno} emits; only desk.realtime may"


def one_who_knows_rasa(module: Module) -> Iterator[str]:
    """Only rasa_client knows Rasa's addresses."""
    if module.name.startswith("desk") and module.name != "desk.rasa_client":
        for line, text in strings(module):
            if "/webhooks/" in text or "/model/parse" in text or ("/conversations/{" in text and "tracker" in text):
                yield f"{module.name}:{line} knows an address of Rasa; only desk.rasa_client may"


def one_who_knows_the_desk(module: Module) -> Iterator[str]:
    """In actions and bot only desk_client knows the desk's addresses, and only it uses `requests`."""
    if module.name.split(".")[0] not in ("bot", "actions") or module.name == "actions.desk_client":
        return
    for line, text in strings(module):
        if "/internal/" in text:
            yield f"{module.name}:{line} knows an address of the desk; only actions.desk_client may"
    for item in imports(module):
        if item.module.split(".")[0] in ("requests", "httpx", "urllib3"):
            yield f"{module.name}:{item.line} uses {item.module}; only actions.desk_client may"


def outgoing_http(module: Module) -> Iterator[str]:
    """The desk asks others over HTTP in two places: Rasa's client and the readiness check."""
    if module.name.startswith("desk") and module.name not in ("desk.rasa_client", "desk.health"):
        for item in imports(module):
            if item.module.split(".")[0] in ("httpx", "requests", "aiohttp"):
                yield f"{module.name}:{item.line} uses {item.module}; only desk.rasa_client and desk.health may"


def nothing_at_import(module: Module) -> Iterator[str]:
    """Importing a module opens, reads and starts nothing."""
    if not module.name.startswith("desk.") or module.part == "migrations":
        return
    forbidden = {"Settings", "load_settings", "Database", "create_app", "RasaClient", "create_engine",
                 "create_async_engine", "open", "AsyncClient", "AsyncServer", "run"}  # fmt: skip
    for statement in module.tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If):
            continue
        for node, _, name in calls(Module(module.name, ast.Module([statement], []), "")):
            if name in forbidden:
                yield f"{module.name}:{node.lineno} calls {name} at import"


def environment_is_read_once(module: Module) -> Iterator[str]:
    """Only settings look into the environment."""
    if module.name.startswith("desk") and module.part not in ("settings", "migrations"):
        for node in walk_at_run_time(module.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv"):
                yield f"{module.name}:{node.lineno} reads the environment; only desk.settings may"


def names_say_something(module: Module) -> Iterator[str]:
    """No drawer for everything."""
    for part in module.name.split("."):
        if part in FORBIDDEN_NAMES:
            yield f"{module.name}: {part} is no name for a module"


def nothing_left_to_do(module: Module) -> Iterator[str]:
    """No notes to oneself in the code."""
    for number, line in enumerate(module.text.splitlines(), start=1):
        if any(word in line for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X")):
            yield f"{module.name}:{number} holds a note to oneself"


Rule = Callable[[Module], Iterator[str]]
RULES: tuple[Rule, ...] = (
    layers,
    two_environments,
    one_who_commits,
    services_write,
    one_who_emits,
    one_who_knows_rasa,
    one_who_knows_the_desk,
    outgoing_http,
    nothing_at_import,
    environment_is_read_once,
    names_say_something,
    nothing_left_to_do,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_code_keeps_to(rule: Rule) -> None:
    broken = [sentence for module in all_modules() for sentence in rule(module)]
    assert broken == [], "\n".join(broken)


def test_all_packages_are_looked_at() -> None:
    names = {module.name for module in all_modules()}
    assert {"desk.app", "desk.services.messages", "desk.api.widget", "bot.channel", "actions.desk_client"} <= names


# --- the rules are right ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (layers, "desk.services.x", "from desk.api import widget"),
        (layers, "desk.services.x", "from desk import sockets"),
        (layers, "desk.services.x", "from ..app import create_app"),
        (layers, "desk.services.x", "def f():\n    import desk.worker"),
        (layers, "desk.models", "from desk.services.messages import add_message"),
        (layers, "desk.errors", "import desk.db"),
        (layers, "desk.new_module", "x = 1"),
        (layers, "desk.services.x", "if True:\n    from desk.api import widget"),
        (two_environments, "desk.services.x", "from bot.text import fold"),
        (two_environments, "desk.services.x", "import actions.desk_client"),
        (two_environments, "desk.services.x", "def f():\n    import rasa"),
        (two_environments, "bot.nlg", "from desk.models import Language"),
        (two_environments, "actions.tickets", "import desk"),
        (one_who_commits, "desk.services.x", "async def f(tx):\n    await tx.commit()"),
        (one_who_commits, "desk.api.x", "connection.commit()"),
        (services_write, "desk.api.x", "from sqlalchemy import select, update"),
        (services_write, "desk.queries", "from sqlalchemy.dialects.postgresql import insert"),
        (services_write, "desk.sockets", "async def f(tx):\n    tx.add(1)"),
        (one_who_emits, "desk.services.x", "async def f(server):\n    await server.emit('x')"),
        (one_who_knows_rasa, "desk.health", "url = '/webhooks/desk/health'"),
        (one_who_knows_rasa, "desk.services.x", "url = f'{base}/webhooks/desk/turn'"),
        (one_who_knows_the_desk, "actions.tickets", "import requests"),
        (one_who_knows_the_desk, "actions.tickets", "url = '/internal/v1/tickets'"),
        (one_who_knows_the_desk, "bot.nlg", "from requests import get"),
        (outgoing_http, "desk.services.x", "import httpx"),
        (nothing_at_import, "desk.x", "settings = Settings()"),
        (nothing_at_import, "desk.x", "engine = sqlalchemy.create_engine('x')"),
        (nothing_at_import, "desk.x", "TEXT = open('x').read()"),
        (environment_is_read_once, "desk.services.x", "import os\nx = os.environ['A']"),
        (environment_is_read_once, "desk.services.x", "import os\nx = os.getenv('A')"),
        (names_say_something, "desk.utils", ""),
        (names_say_something, "bot.helpers.text", ""),
        (nothing_left_to_do, "desk.x", "x = 1  # TO" + "DO later"),
    ],
)
def test_rule_finds_the_fault(rule: Rule, name: str, text: str) -> None:
    assert len(list(rule(parse(name, text)))) == 1


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (layers, "desk.app", "from desk import health\nfrom desk.api import widget"),
        (layers, "desk.services.x", "from desk.services import messages\nfrom desk.models import Agent"),
        (
            layers,
            "desk.wiring",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from desk.realtime import Realtime",
        ),
        (layers, "bot.x", "from bot import y"),
        (two_environments, "desk.x", "import botocore\nfrom desk import models"),
        (two_environments, "bot.x", "import rasa\nfrom actions import x"),
        (one_who_commits, "desk.db", "async def f(tx):\n    await tx.commit()"),
        (services_write, "desk.services.x", "from sqlalchemy import update\nasync def f(tx):\n    tx.add(1)"),
        (services_write, "desk.api.x", "def f(seen):\n    seen.add(1)\n    names.update(x)"),
        (one_who_emits, "desk.realtime", "async def f(server):\n    await server.emit('x')"),
        (one_who_knows_rasa, "desk.rasa_client", "PATH = '/webhooks/desk/turn'"),
        (one_who_knows_rasa, "desk.x", '"""Rasa listens at /webhooks/desk/turn."""'),
        (one_who_knows_the_desk, "actions.desk_client", "import requests\nurl = '/internal/v1/tickets'"),
        (one_who_knows_the_desk, "desk.x", "url = '/internal/v1/tickets'"),
        (outgoing_http, "desk.rasa_client", "import httpx"),
        (nothing_at_import, "desk.x", "def f():\n    return open('x')\nNAMES = frozenset({'a'})"),
        (environment_is_read_once, "desk.settings", "import os\nx = os.environ"),
        (names_say_something, "desk.services.tickets", ""),
        (nothing_left_to_do, "desk.x", "# What is to do stands in the issues."),
    ],
)
def test_rule_lets_the_right_thing_through(rule: Rule, name: str, text: str) -> None:
    assert list(rule(parse(name, text))) == []
