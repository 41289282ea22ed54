"""The commands, as a person types them."""

import getpass
import io
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
import structlog

from desk.cli import main
from tests.desk.conftest import write_faq

ROOT = Path(__file__).parents[2]


@dataclass
class Finished:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Finished]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh installation in the current folder; logs as before at the end."""
    write_faq(tmp_path / "faq")
    for name in list(os.environ):
        if name.startswith("SAHAYAK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SAHAYAK_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("SAHAYAK_FAQ_DIR", str(tmp_path / "faq"))
    monkeypatch.setenv("SAHAYAK_WEB_DIR", str(tmp_path / "web"))
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level, configured = root.handlers, root.level, structlog.get_config()
    yield
    root.handlers, root.level = handlers, level
    structlog.configure(**configured)


@pytest.fixture
def run(environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("check-faq", SAHAYAK_PORT="1")`: the command's own code, in this process."""

    def run_command(*arguments: str, typed: str = "", **settings: str) -> Finished:
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["sahayak", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(typed))
            patch.setattr(getpass, "getpass", lambda *_, **__: sys.stdin.readline().rstrip())
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        return Finished(int(ended.value.code or 0), said.out, said.err)

    return run_command


def test_check_faq_prints_path_line_and_message(run: Run, tmp_path: Path) -> None:
    good = run("check-faq")
    assert (good.returncode, good.stdout) == (0, "")
    assert "2 files, 4 entries, 0 errors, 0 warnings" in good.stderr
    file = tmp_path / "faq" / "delivery.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("handoff: never", "handoff: no", 1), encoding="utf-8")
    broken = run("check-faq")
    assert broken.returncode == 1
    assert re.fullmatch(rf"{file}:\d+: handoff of delivery_time must be never, offer or always\n", broken.stdout)
    refused = run("publish-faq")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Nothing was published." in refused.stderr


def test_strict_check_fails_for_warnings(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "faq" / "delivery.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("2028-03-31", "2020-03-31"), encoding="utf-8")
    assert run("check-faq").returncode == 0
    strict = run("check-faq", "--strict")
    assert strict.returncode == 1
    assert "warning: delivery_time was to be reviewed by 2020-03-31" in strict.stdout


def test_missing_folder_is_said_clearly(run: Run) -> None:
    result = run("check-faq", "nowhere")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "nowhere:1: nowhere is not a folder\n"


def test_wrong_setting_is_a_sentence_and_no_traceback(run: Run) -> None:
    result = run("serve", SAHAYAK_PORT="x")
    assert result.returncode == 1
    assert result.stderr.startswith("SAHAYAK_PORT: ")
    assert "Traceback" not in result.stderr


def test_database_without_tables_says_what_to_run(run: Run) -> None:
    result = run("serve")
    assert result.returncode == 1
    assert result.stderr.endswith("Run: python -m desk.cli migrate\n")
    assert "Traceback" not in result.stderr


def test_database_that_does_not_answer_is_named(run: Run) -> None:
    result = run("setup-link", SAHAYAK_DATABASE_URL="postgresql://desk:hunter2@127.0.0.1:1/desk")
    assert result.returncode == 1
    assert "SAHAYAK_DATABASE_URL" in result.stderr
    assert "Traceback" not in result.stderr
    assert "hunter2" not in result.stderr


def test_migrate_publish_and_the_first_link(run: Run) -> None:
    assert run("migrate").returncode == 0
    assert run("migrate").returncode == 0  # again is harmless
    assert run("publish-faq").stdout.startswith("published: 4 entries")
    assert run("publish-faq").stdout.startswith("unchanged: 4 entries")
    link = run("setup-link").stdout.strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/console/setup\?token=\S+", link)
    assert run("setup-link").stdout.strip() == link


def test_taken_port_is_said_clearly(run: Run) -> None:
    run("migrate")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run("serve", SAHAYAK_PORT=str(port))
    assert refused.returncode != 0
    assert f"127.0.0.1:{port}" in refused.stderr
    assert "SAHAYAK_PORT" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_served_desk_stops_cleanly_when_told(run: Run) -> None:
    """The one test with a real process: signals cannot be tried in ours."""
    run("migrate")
    link = run("setup-link").stdout.strip()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "desk.cli", "serve"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "SAHAYAK_PORT": str(port)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
    assert process.returncode in (0, -signal.SIGTERM), log
    assert '"desk.stopped"' in log
    assert "Traceback" not in log
    assert link.partition("token=")[2] not in log


def wait_for(url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urlopen(url, timeout=1) as response:
                assert response.status == 200
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_create_agent_asks_for_the_password(run: Run) -> None:
    run("migrate")

    def create(password: str, *options: str) -> Finished:
        return run("create-agent", "Asha@aangan.example", "Asha", *options, typed=f"{password}\n{password}\n")

    weak = create("password12")
    assert weak.returncode == 1
    assert "at least 10 characters" in weak.stderr
    made = create("kadhai-tawa-belan", "--role", "administrator")
    assert "asha@aangan.example can log in as administrator." in made.stdout
    taken = create("kadhai-tawa-belan")
    assert taken.returncode == 1
    assert "e-mail address already" in taken.stderr
    assert run("setup-link").returncode == 1


def test_openapi_is_what_the_front_ends_were_made_from(run: Run) -> None:
    printed = run("openapi").stdout
    assert json.loads(printed) == json.loads((ROOT / "web" / "protocol" / "openapi.json").read_text(encoding="utf-8"))
    assert "HTTPValidationError" not in printed
    assert '"422"' not in printed
