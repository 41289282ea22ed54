"""Write what was measured to bench/results/<name>.json, with the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def machine() -> str:
    model = ""
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores ({model or platform.machine()}), {memory:.0f} GB, {system}"


def write(
    name: str, command: str, figures: dict[str, Any], folder: Path = RESULTS, versions: dict[str, str] | None = None
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    measured = {
        "measured_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "machine": machine(),
        "command": command,
        **({"versions": versions} if versions else {}),
        "figures": figures,
    }
    (folder / f"{name}.json").write_text(json.dumps(measured, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def record(name: str, command: str, figures: dict[str, Any]) -> None:
    write(name, command, figures)
    print(json.dumps(figures, indent=2, ensure_ascii=False))


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie, nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
