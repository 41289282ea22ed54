"""The secrets of this installation: made at the first start, kept in `<var_dir>/secrets.env`, readable by the owner only.

There is no default secret anywhere. The file has the form of an environment file, so that the supervisor, Rasa and the
action server can read the same one.
"""

import os
import secrets as random_source
from contextlib import suppress
from pathlib import Path

# Signs contact tokens and set-up links · actions -> desk · desk -> Rasa
SECRETS = ("secret_key", "service_token", "rasa_token")
FILE_NAME = "secrets.env"


def read_or_create_secrets(var_dir: Path) -> dict[str, str]:
    """Return all secrets; those not in the file yet are made and added to it.

    Two programs that start together agree: the file is created exclusively and the slower one reads the faster one's.
    Raises OSError when the folder cannot be written, ValueError for a line that is not NAME=value.
    """
    var_dir.mkdir(parents=True, exist_ok=True)
    path = var_dir / FILE_NAME
    if not path.exists():
        _create(path, {name: random_source.token_urlsafe(32) for name in SECRETS})
    found = _read(path)
    missing = {name: random_source.token_urlsafe(32) for name in SECRETS if name not in found}
    if missing:
        with path.open("a", encoding="utf-8") as file:
            file.write(_lines(missing))
        found |= missing
    return found


def _create(path: Path, values: dict[str, str]) -> None:
    """Written beside and linked into place: nobody ever reads half a file, and the first one wins."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{random_source.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(
                "# Made at the first start. Keep it secret; deleting it logs every contact out of old chats.\n"
                + _lines(values)
            )
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another program was faster: its secrets are the ones
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _lines(values: dict[str, str]) -> str:
    return "".join(f"SAHAYAK_{name.upper()}={value}\n" for name, value in values.items())


def _read(path: Path) -> dict[str, str]:
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, separator, value = line.partition("=")
        if not separator or not name.startswith("SAHAYAK_") or not value.strip():
            raise ValueError(f"{path}:{number}: expected NAME=value")
        found[name.removeprefix("SAHAYAK_").lower()] = value.strip()
    return found
