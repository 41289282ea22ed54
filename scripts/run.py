"""Start the product: desk, Rasa and the action server under supervisord. `make run` calls this after the set-up.

Prints the addresses and the administrator's one-time link when everything answers; Ctrl-C stops the desk first, which lets
open turns end, then Rasa and the actions.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from xmlrpc.client import ServerProxy  # noqa: E402

from supervisor.xmlrpc import SupervisorTransport  # type: ignore[import-untyped]  # noqa: E402

from desk.settings import Settings, SettingsError, load_settings  # noqa: E402

START_LIMIT_SECONDS = 180
STOP_LIMIT_SECONDS = 60

CONFIG = """\
[supervisord]
nodaemon=true
silent=true
logfile={var}/logs/supervisord.log
pidfile={var}/run/supervisord.pid
childlogdir={var}/logs
{user}
[unix_http_server]
file={sock}
chmod=0700
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""

# Groups stop from the highest priority down: the desk drains while Rasa still answers.
PROGRAM = """\
[program:{name}]
command={command}
directory={root}
priority={priority}
autorestart=true
startsecs=3
startretries=8
stopwaitsecs={stop}
stopasgroup=false
killasgroup=true
redirect_stderr=true
stdout_logfile={var}/logs/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=3
"""


def commands(settings: Settings) -> dict[str, tuple[int, int, list[str]]]:
    """name -> (priority, seconds it may take to stop, command)"""
    bot_python = str(ROOT / "bot" / ".venv" / "bin" / "python")
    rasa, actions = urlsplit(settings.rasa_url), urlsplit(settings.actions_url)
    return {
        "actions": (10, 5, [bot_python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions.port or 5055)]),
        "rasa": (
            20,
            15,
            [
                bot_python,
                "-m",
                "rasa",
                "run",
                "--interface",
                "127.0.0.1",
                "--port",
                str(rasa.port or 5005),
                "--model",
                "models",
                "--endpoints",
                "endpoints.yml",
                "--credentials",
                "credentials.yml",
            ],
        ),
        "desk": (30, 30, [sys.executable, "-m", "desk.cli", "serve"]),
    }


def write_config(settings: Settings, sock: Path) -> Path:
    var = settings.var_dir.resolve()
    for folder in ("logs", "run"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    escaped = str(var).replace("%", "%%")
    text = CONFIG.format(var=escaped, sock=sock, user="user=root" if os.geteuid() == 0 else "")
    for name, (priority, stop, command) in commands(settings).items():
        quoted = " ".join(f'"{part}"' if " " in part else part for part in command).replace("%", "%%")
        text += PROGRAM.format(
            name=name, command=quoted, root=str(ROOT).replace("%", "%%"), priority=priority, stop=stop, var=escaped
        )
    path = var / "run" / "supervisord.conf"
    path.write_text(text)
    return path


def check_ports(settings: Settings) -> None:
    """Say which port is taken before anything starts, and which setting moves it."""
    for name, host, port, setting in (
        ("desk", settings.host, settings.port, "SAHAYAK_PORT"),
        ("Rasa", "127.0.0.1", urlsplit(settings.rasa_url).port or 5005, "SAHAYAK_RASA_URL"),
        ("action server", "127.0.0.1", urlsplit(settings.actions_url).port or 5055, "SAHAYAK_ACTIONS_URL"),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                sys.exit(
                    f"\nThe {name} cannot listen on {host}:{port} ({error.strerror}).\n"
                    f"Is Sahayak running already? Stop what uses this port, or choose another with {setting}."
                )


def child_environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "SAHAYAK_VAR_DIR": str(settings.var_dir.resolve()),
        "SAHAYAK_SERVICE_TOKEN": settings.service_token.get_secret_value(),
        "SAHAYAK_RASA_TOKEN": settings.rasa_token.get_secret_value(),
        "SAHAYAK_DESK_URL": own_address(settings),
        "SAHAYAK_ACTIONS_URL": settings.actions_url,
        # Two OpenMP threads that spin for each other cost hundreds of milliseconds on a busy machine.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "PYTHONUNBUFFERED": "1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }


def own_address(settings: Settings) -> str:
    """The desk as seen from this machine, whatever its public address is."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{host}:{settings.port}"


def readiness(settings: Settings) -> dict[str, object]:
    """What /readyz says, or that nobody answers yet."""
    try:
        with urllib.request.urlopen(f"{own_address(settings)}/readyz", timeout=2) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        try:
            return dict(json.load(error))
        except ValueError:
            return {}
    except OSError:
        return {}


def log_tail(settings: Settings, name: str, lines: int = 20) -> str:
    path = settings.var_dir / "logs" / f"{name}.log"
    return "\n    ".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else "(no log)"


def failed_program(sock: Path) -> str | None:
    """A program that supervisord has given up on."""
    server = ServerProxy("http://localhost", transport=SupervisorTransport(None, None, f"unix://{sock}"))
    try:
        processes = server.supervisor.getAllProcessInfo()
    except OSError:
        return None
    return next((str(info["name"]) for info in processes if info["statename"] == "FATAL"), None)  # type: ignore[union-attr,index]


def wait_until_ready(settings: Settings, supervisor: subprocess.Popen[bytes], sock: Path) -> None:
    started, shown = time.monotonic(), ""
    while time.monotonic() - started < START_LIMIT_SECONDS:
        if supervisor.poll() is not None:
            sys.exit(f"\nThe supervisor stopped. Its log:\n\n    {log_tail(settings, 'supervisord')}")
        dead = failed_program(sock)
        if dead:
            raise SystemExit(
                f"\n{dead} does not start. The end of {settings.var_dir / 'logs' / dead}.log:\n\n    {log_tail(settings, dead)}"
            )
        state = readiness(settings)
        if state.get("ready"):
            clear = "\r\033[K" if sys.stdout.isatty() else ""
            print(f"{clear}    all parts are up after {time.monotonic() - started:.0f} s", flush=True)
            return
        parts = state.get("parts")
        waiting = [name for name, part in parts.items() if not part.get("ok")] if isinstance(parts, dict) else ["desk"]
        line = f"waiting for {', '.join(waiting)}"
        if sys.stdout.isatty():
            print(f"\r\033[K    {line} … {time.monotonic() - started:.0f} s", end="", flush=True)
        elif line != shown:
            print(f"    {line}", flush=True)
        shown = line
        time.sleep(0.5)
    raise SystemExit(
        f"\nNot everything came up within {START_LIMIT_SECONDS} s ({shown}). See {settings.var_dir}/logs/."
    )


def announce(settings: Settings) -> None:
    setup = subprocess.run(
        [sys.executable, "-m", "desk.cli", "setup-link"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=child_environment(settings),
    )
    link = setup.stdout.strip()
    print("\nSahayak is running.\n")
    print(f"  Shop with the widget   {settings.public_url}/")
    print(f"  Console for agents     {settings.public_url}/console/")
    if link:
        print(f"\n  Create the first administrator (this link works once):\n  {link}")
    print(f"\n  Logs in {settings.var_dir}/logs/. Stop with Ctrl-C.\n", flush=True)


def main() -> None:
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.exit(f"\n{error}")
    check_ports(settings)
    migrated = subprocess.run(
        [sys.executable, "-m", "desk.cli", "migrate"], cwd=ROOT, check=False, env=child_environment(settings)
    )
    checked = subprocess.run(
        [sys.executable, "-m", "desk.cli", "check-faq"], cwd=ROOT, check=False, env=child_environment(settings)
    )
    if migrated.returncode or checked.returncode:
        sys.exit("\nMend what the lines above name, then run this again.")

    # Not below the clone: a socket's path may have 107 bytes only.
    sock = Path(tempfile.mkdtemp(prefix="sahayak-")) / "supervisor.sock"
    print("  Starting", flush=True)
    supervisor = subprocess.Popen(
        [str(Path(sys.executable).with_name("supervisord")), "-c", str(write_config(settings, sock))],
        cwd=ROOT,
        env=child_environment(settings),
        start_new_session=True,  # Ctrl-C is ours to handle
    )

    def interrupted(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for ending in (signal.SIGINT, signal.SIGTERM):  # SIGINT, too: a shell starts background jobs with it ignored
        signal.signal(ending, interrupted)
    try:
        wait_until_ready(settings, supervisor, sock)
        announce(settings)
        sys.exit(f"The supervisor stopped with {supervisor.wait()}. See {settings.var_dir}/logs/.")
    except KeyboardInterrupt:
        print("\n  Stopping: open turns may end first", flush=True)
    finally:
        stop(supervisor)
        shutil.rmtree(sock.parent, ignore_errors=True)
    print("  Stopped", flush=True)


def stop(supervisor: subprocess.Popen[bytes]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if supervisor.poll() is None:
        supervisor.terminate()
        try:
            supervisor.wait(STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(supervisor.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
