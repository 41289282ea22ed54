"""Starts once what a dialogue needs: the trained model, a real action server, and a small desk of our own."""

from __future__ import annotations

import os

# As in production, and read when numeric libraries are first imported: threads that spin cost more than they bring.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import asyncio
import logging
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.fake_desk import TOKEN, FakeDesk

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@pytest.fixture(scope="session")
def fake_desk() -> Iterator[FakeDesk]:
    from bot.faq_files import read_entries

    desk = FakeDesk({entry.id: entry.handoff for entry in read_entries(ROOT / "data" / "faq")})
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def action_server(fake_desk: FakeDesk) -> Iterator[str]:
    """The address of `python -m rasa_sdk --actions actions`, started as in production."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "SAHAYAK_DESK_URL": fake_desk.url,
        "SAHAYAK_SERVICE_TOKEN": TOKEN,
        "SANIC_HOST": "127.0.0.1",
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(server, url + "/health")
        yield url
    finally:
        server.terminate()
        server.wait(10)


def _wait_until_up(server: subprocess.Popen, url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the action server ended: {server.stdout.read().decode()[-2000:]}")
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the action server does not answer")


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def agent(loop: asyncio.AbstractEventLoop, action_server: str, tmp_path_factory: pytest.TempPathFactory):
    """The real model with our channel's repairs, our NLG and our tracker store; trains when no model fits the data."""
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.log_utils import configure_structlog

    from bot.channel import DeskChannel
    from bot.train import train

    configure_structlog(logging.WARNING)  # Rasa prints every tracker otherwise
    model = train(ROOT, ROOT / "models")
    with pytest.MonkeyPatch.context() as patch:
        # answers and tracker of this run, not of a running product
        patch.setenv("SAHAYAK_VAR_DIR", str(tmp_path_factory.mktemp("var")))
        patch.setenv("SAHAYAK_ACTIONS_URL", action_server)
        patch.chdir(ROOT)
        DeskChannel("stories")
        endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
        yield loop.run_until_complete(load_agent(str(model), endpoints=endpoints))
