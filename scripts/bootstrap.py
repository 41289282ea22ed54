"""Set up everything from a clean clone: `python3 scripts/bootstrap.py [desk] [bot] [web] [model]` (all by default).

Standard library only, for it runs before anything is installed. Each step leaves a stamp with the hash of what it was made
from, so the second time costs a second. Downloads come from the package indexes that pip and npm are configured for.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS, DESK_ENV, BOT_ENV, WEB = ROOT / ".tools", ROOT / ".venv", ROOT / "bot" / ".venv", ROOT / "web"
STAMPS = ROOT / "var" / "stamps"
NODE_MINIMUM = (20, 19)
DISK_NEEDED_GB = 5


class SetupFailed(Exception):
    """What happened and what to do now, for the person at the terminal."""


def say(text: str) -> None:
    print(text, flush=True)


def run(*command: str | Path, why: str, hint: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run quietly; on failure show the last lines of output, what was being done and what may help."""
    started = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line.rstrip())
        if sys.stdout.isatty():
            print(f"\r\033[K    {line.strip()[:100]}", end="", flush=True)
    if sys.stdout.isatty():
        print("\r\033[K", end="")
    if process.wait() != 0:
        tail = "\n    ".join(lines[-25:])
        raise SetupFailed(f"{why} failed:\n\n    {tail}\n\n{hint}")
    say(f"    {why}: done in {time.monotonic() - started:.0f} s")


def files_below(*folders: Path, suffixes: tuple[str, ...] = ()) -> Iterator[Path]:
    for folder in folders:
        if folder.is_file():
            yield folder
            continue
        for path in sorted(folder.rglob("*")):
            made = {"node_modules", "dist", "__pycache__", ".venv"} & set(path.parts)
            if not made and path.is_file() and (not suffixes or path.suffix in suffixes):
                yield path


def fingerprint(paths: Iterable[Path], *extra: str) -> str:
    digest = hashlib.sha256("\0".join(extra).encode())
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def once(name: str, print_: str, made: Path, step: Callable[[], None]) -> None:
    """Do `step` unless its stamp says that it was done from the same things and what it made is still there."""
    stamp = STAMPS / name
    if made.exists() and stamp.exists() and stamp.read_text() == print_:
        return
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(print_)


def check_machine() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 — this is the place that says so
        raise SetupFailed(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Try: make run PYTHON=python3.11"
        )
    free = shutil.disk_usage(ROOT).free / 1e9
    if not BOT_ENV.exists() and free < DISK_NEEDED_GB:
        raise SetupFailed(
            f"{free:.1f} GB of disk are free here, about {DISK_NEEDED_GB} GB are needed. Make room, then run this again."
        )


INDEX_HINT = (
    "Is the package index reachable? pip's own settings (PIP_INDEX_URL, pip.conf) are used. Then run this again."
)


def pip_index() -> dict[str, str]:
    """uv does not read pip's configuration: hand it the index that pip uses."""
    if os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL"):
        return {}
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    index = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": index} if index else {}


def tools() -> Path:
    """uv, in an environment of its own."""
    uv = TOOLS / "bin" / "uv"
    lock = ROOT / "scripts" / "uv.lock"

    def install() -> None:
        say("  Tools (uv)")
        run(
            sys.executable,
            "-m",
            "venv",
            "--clear",
            TOOLS,
            why="creating .tools",
            hint="Python's venv module is needed. On Debian and Ubuntu: apt-get install python3-venv",
        )
        run(
            TOOLS / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            lock,
            why="installing uv",
            hint=INDEX_HINT,
        )

    once("tools", fingerprint([lock]), uv, install)
    return uv


def environment(uv: Path, env: Path, python: str, lock: Path, name: str) -> None:
    def install() -> None:
        say(f"  {name} environment ({env.relative_to(ROOT)})")
        if not (env / "bin" / "python").exists():
            run(
                uv,
                "venv",
                "--python",
                python,
                env,
                why="creating it",
                hint=f"Python {python} could not be used or fetched. If Python 3.10 is installed somewhere, name it:\n"
                "    make run BOT_PYTHON=/path/to/python3.10",
            )
        run(
            uv,
            "pip",
            "sync",
            "--python",
            env / "bin" / "python",
            "--compile-bytecode",
            lock,
            env=pip_index(),
            why="installing packages",
            hint=INDEX_HINT,
        )

    once(name, fingerprint([lock]), env / "bin" / "python", install)


def find_python310() -> str:
    """Rasa 3.6 runs on 3.10 only. A candidate must run: a pyenv shim may point nowhere. Else uv fetches one."""
    pyenv_roots = [Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")]
    on_path = []
    for folder in map(Path, os.environ.get("PATH", "").split(os.pathsep)):
        on_path.append(folder / "python3.10")
        if folder.name == "shims":
            pyenv_roots.append(folder.parent)
    from_pyenv = [
        python for root in pyenv_roots for python in sorted(root.glob("versions/3.10.*/bin/python3.10"), reverse=True)
    ]
    for candidate in [os.environ.get("BOT_PYTHON", ""), *from_pyenv, *on_path]:
        if not candidate or not Path(candidate).exists():
            continue
        probe = subprocess.run(
            [candidate, "-c", "import sys; print(sys.version_info[:2] == (3, 10))"],
            capture_output=True,
            text=True,
            check=False,
        )
        if probe.stdout.strip() == "True":
            return str(candidate)
    return "3.10"


def find_node(uv: Path) -> dict[str, str]:
    """The environment in which `node` and `npm` are new enough: the machine's own, or a wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and not os.environ.get("SAHAYAK_NODE_FROM_WHEEL"):
        version = (
            subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip().lstrip("v")
        )
        if tuple(int(part) for part in version.split(".")[:2] if part.isdigit()) >= NODE_MINIMUM:
            return {}
    lock = ROOT / "scripts" / "node.lock"

    def install() -> None:
        say("  Node (none that is new enough was found)")
        run(
            uv,
            "pip",
            "install",
            "--python",
            TOOLS / "bin" / "python",
            "--require-hashes",
            "-r",
            lock,
            env=pip_index(),
            why="installing Node",
            hint=INDEX_HINT,
        )

    once("node", fingerprint([lock]), TOOLS / "bin" / "npm", install)
    return {"PATH": f"{TOOLS / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def front_ends(uv: Path) -> None:
    lock = WEB / "package-lock.json"
    node = find_node(uv)
    hint = "Is the npm registry reachable from here? npm's own settings (.npmrc) are used. Then run this again."

    def install() -> None:
        say("  Front-end packages (web/node_modules)")
        run("npm", "ci", "--no-audit", "--no-fund", cwd=WEB, env=node, why="installing packages", hint=hint)

    def build() -> None:
        say("  Front ends (widget and console)")
        run(
            "npm",
            "run",
            "build",
            cwd=WEB,
            env=node,
            why="building",
            hint="This should not happen with an untouched clone: please report it.",
        )

    packages = [lock, *sorted(WEB.glob("*/package.json")), WEB / "package.json"]
    once("web-packages", fingerprint(packages), WEB / "node_modules", install)
    sources = list(files_below(WEB, suffixes=(".ts", ".tsx", ".css", ".html", ".json", ".js", ".mjs", ".svg")))
    once("web-build", fingerprint(sources), WEB / "console" / "dist" / "index.html", build)


def model() -> None:
    """bot.train itself knows whether a model fits the data; it prints its own progress and problems."""
    trained = subprocess.run(
        [BOT_ENV / "bin" / "python", "-m", "bot.train"],
        cwd=ROOT,
        check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    if trained.returncode != 0:
        raise SetupFailed("No model was trained; the lines above say why. Mend that, then run this again.")


def main(parts: list[str]) -> None:
    wanted = set(parts) or {"desk", "bot", "web", "model"}
    check_machine()
    uv = tools()
    if "desk" in wanted:
        environment(uv, DESK_ENV, sys.executable, ROOT / "requirements.lock", "desk")
    if "bot" in wanted:
        environment(uv, BOT_ENV, find_python310(), ROOT / "bot" / "requirements.lock", "bot")
    if "web" in wanted:
        front_ends(uv)
    if "model" in wanted:
        model()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupFailed as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on from here.")
