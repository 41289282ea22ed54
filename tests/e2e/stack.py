"""The whole product as real processes on free ports: action server, Rasa with the trained model, desk.

Used by the browser journeys, the crash test and the benchmarks. Each part can be killed and started again on its own.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stack:
    """`with Stack(var_dir) as stack:` starts everything and waits until it is ready."""

    def __init__(self, var_dir: Path, **settings: str) -> None:
        self.var_dir = var_dir
        var_dir.mkdir(parents=True, exist_ok=True)
        self.ports = {name: free_port() for name in ("desk", "rasa", "actions")}
        self.url = f"http://127.0.0.1:{self.ports['desk']}"
        self.rasa_url = f"http://127.0.0.1:{self.ports['rasa']}"
        self.rasa_token = secrets.token_urlsafe(32)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SAHAYAK_")},
            "SAHAYAK_VAR_DIR": str(var_dir),
            "SAHAYAK_PORT": str(self.ports["desk"]),
            "SAHAYAK_DESK_URL": self.url,
            "SAHAYAK_RASA_URL": self.rasa_url,
            "SAHAYAK_ACTIONS_URL": f"http://127.0.0.1:{self.ports['actions']}",
            "SAHAYAK_SECRET_KEY": secrets.token_urlsafe(32),
            "SAHAYAK_SERVICE_TOKEN": secrets.token_urlsafe(32),
            "SAHAYAK_RASA_TOKEN": self.rasa_token,
            "SAHAYAK_LOG_FORMAT": "json",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "RASA_TELEMETRY_ENABLED": "false",
            "SANIC_HOST": "127.0.0.1",
            "TF_CPP_MIN_LOG_LEVEL": "2",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            **settings,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def command(self, part: str) -> list[str]:
        if part == "actions":
            return [str(BOT_PYTHON), "-m", "rasa_sdk", "--actions", "actions", "--port", str(self.ports["actions"])]
        if part == "rasa":
            return [str(BOT_PYTHON), "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(self.ports["rasa"]),
                    "--model", "models", "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]  # fmt: skip
        return [sys.executable, "-m", "desk.cli", "serve"]

    def start(self, *parts: str) -> None:
        for part in parts or ("actions", "rasa", "desk"):
            with (self.var_dir / f"{part}.log").open("ab") as log:
                self.processes[part] = subprocess.Popen(
                    self.command(part), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
                )

    def kill(self, part: str) -> None:
        """As a power cut would: no chance to say goodbye."""
        os.killpg(self.processes[part].pid, signal.SIGKILL)
        self.processes[part].wait()

    def freeze(self, part: str) -> None:
        """As a machine that hangs: connections are accepted, nothing is answered, until `thaw`."""
        os.killpg(self.processes[part].pid, signal.SIGSTOP)

    def thaw(self, part: str) -> None:
        os.killpg(self.processes[part].pid, signal.SIGCONT)

    def revive(self) -> None:
        """Start what has ended (an earlier test may have failed halfway) and wait until all is ready."""
        ended = [part for part, process in self.processes.items() if process.poll() is not None]
        self.start(*ended) if ended else None
        self.wait_until_ready()

    def stop(self) -> None:
        for part in ("desk", "rasa", "actions"):
            process = self.processes.get(part)
            if process is None or process.poll() is not None:
                continue
            process.terminate()
            self.thaw(part)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill(part)

    def run_cli(self, *arguments: str, **options: Any) -> str:
        """Run `desk.cli` with this stack's settings; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "desk.cli", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            **options,
        )
        return done.stdout.strip()

    def get(self, path: str) -> tuple[int, Any]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, None

    def wait_until_ready(self, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        state: Any = None
        while time.monotonic() < deadline:
            for part, process in self.processes.items():
                if process.poll() is not None:
                    raise RuntimeError(f"{part} ended with {process.returncode}:\n{self.log(part)}")
            status, state = self.get("/readyz")
            if status == 200:
                return
            time.sleep(0.2)
        raise RuntimeError(f"not ready after {seconds} s: {state}\n{self.log('rasa')}\n{self.log('desk')}")

    def wait_for(self, path: str, seconds: float = 60) -> None:
        """Until this address answers with 200; for a desk without its bot."""
        deadline = time.monotonic() + seconds
        while self.get(path)[0] != 200:
            if time.monotonic() > deadline or self.processes["desk"].poll() is not None:
                raise RuntimeError(f"{path} does not answer\n{self.log('desk')}")
            time.sleep(0.1)

    def log(self, part: str, lines: int = 40) -> str:
        path = self.var_dir / f"{part}.log"
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else "(no log)"

    def __enter__(self) -> Self:
        self.run_cli("migrate")
        self.start()
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
