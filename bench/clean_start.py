"""From a fresh clone with empty caches to the first answer, then once more: `python3 bench/clean_start.py`.

Clones this repository's HEAD into a temporary folder, with an empty HOME, so that no cache of pip, uv or npm helps.
`--with-tests` also times `make test` there (cold) and `make test-unit` (warm).
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 18000
URL = f"http://127.0.0.1:{PORT}"


def post(path: str, body: dict, token: str = "") -> dict:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return dict(json.load(answer))


def wait_for_answer(started: float, limit: float) -> float:
    """Ask as the widget would until a reply comes; seconds since `started`."""
    while time.monotonic() - started < limit:
        try:
            with urllib.request.urlopen(f"{URL}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    break
        except OSError:
            pass
        time.sleep(0.5)
    session = post("/api/widget/session", {"language": "en"})
    post(
        "/api/widget/messages",
        {"client_id": "clean-start-1", "text": "how many days will delivery take"},
        session["token"],
    )
    while time.monotonic() - started < limit:
        request = urllib.request.Request(
            f"{URL}/api/widget/messages?after=1", headers={"Authorization": f"Bearer {session['token']}"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            replies = json.load(answer)
        if any(message["sender_type"] == "bot" for message in replies):
            return time.monotonic() - started
        time.sleep(0.1)
    raise SystemExit(f"no answer within {limit} s")


def start(clone: Path, environment: dict[str, str]) -> tuple[subprocess.Popen, float]:
    started = time.monotonic()
    with (clone / "make-run.log").open("ab") as log:
        return subprocess.Popen(
            ["make", "run"], cwd=clone, env=environment, stdout=log, stderr=log, start_new_session=True
        ), started


def stop(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGINT)
    process.wait(90)


def timed(command: list[str], clone: Path, environment: dict[str, str]) -> float:
    started = time.monotonic()
    with (clone / f"{command[-1]}.log").open("ab") as log:
        subprocess.run(command, cwd=clone, env=environment, stdout=log, stderr=log, check=True)
    return time.monotonic() - started


def main(with_tests: bool, folder: Path) -> None:
    clone, home = folder / "sahayak", folder / "home"
    home.mkdir(parents=True)
    subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(clone)], check=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SAHAYAK_", "UV_", "XDG_"))},
        "HOME": str(home), "SAHAYAK_PORT": str(PORT),
        "SAHAYAK_RASA_URL": "http://127.0.0.1:18005", "SAHAYAK_ACTIONS_URL": "http://127.0.0.1:18055",
    }  # fmt: skip
    figures: dict[str, float] = {}
    process, started = start(clone, environment)
    try:
        figures["first_answer_seconds"] = round(wait_for_answer(started, 1200))
    finally:
        stop(process)
    process, started = start(clone, environment)
    try:
        figures["second_start_seconds"] = round(wait_for_answer(started, 300))
    finally:
        stop(process)
    if with_tests:
        # Tests choose their own ports and folders.
        plain = {name: value for name, value in environment.items() if not name.startswith("SAHAYAK_")}
        figures["make_test_seconds"] = round(timed(["make", "test"], clone, plain))
        figures["unit_warm_seconds"] = round(timed(["make", "test-unit"], clone, plain))
    sys.path.insert(0, str(ROOT))
    from bench.record import record

    record("clean_start", "python3 bench/clean_start.py" + (" --with-tests" if with_tests else ""), figures)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with-tests", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep the clone there (default: a temporary folder)")
    options = parser.parse_args()
    chosen = options.folder or Path(tempfile.mkdtemp(prefix="sahayak-clean-"))
    try:
        main(options.with_tests, chosen)
    finally:
        if options.folder is None:
            shutil.rmtree(chosen, ignore_errors=True)
