"""`make bench`: every measurement, one after the other; then the table."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"

# Public data sets are not part of the repository: SAHAYAK_DATASETS names their folder, without it only our own are asked.
DATASETS = os.environ.get("SAHAYAK_DATASETS")
UNDERSTANDING = ["--datasets", DATASETS, "--with-diet"] if DATASETS else ["--only", "own,questions"]

RUNS = (
    [str(BOT_PYTHON), "-m", "bench.nlu", *UNDERSTANDING],
    [str(BOT_PYTHON), "-m", "bench.hinglish"],
    [sys.executable, "-m", "bench.latency"],
    [sys.executable, "-m", "bench.claims"],
    [sys.executable, "-m", "bench.answer_edit"],
    [sys.executable, "-m", "bench.crash"],
    ["env", "SAHAYAK_BENCH=1", sys.executable, "-m", "pytest", "-q", "tests/e2e/test_accessibility.py"],
    [sys.executable, "-m", "bench.report"],
)

if __name__ == "__main__":
    failed = [" ".join(command[1:]) for command in RUNS if subprocess.run(command, cwd=ROOT, check=False).returncode]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)
