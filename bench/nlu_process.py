"""Run a function in a process of its own, so that processor time and memory are its own."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


def apart(function: Callable[..., Any], *arguments: Any) -> tuple[Any, dict[str, float]]:
    """What the function (of a module's top level) returns, and its cost: `cpu_seconds` and `peak_mb` of the whole process.

    Raises:
        RuntimeError: the process ended without a result; what went wrong is on its standard error.
    """
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe()
    process = context.Process(target=_answer, args=(its, function, arguments))
    process.start()
    its.close()
    try:
        return mine.recv()  # type: ignore[no-any-return]
    except EOFError as error:
        raise RuntimeError(f"{function.__module__}.{function.__name__} ended without a result") from error
    finally:
        process.join()


def _answer(connection: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    value = function(*arguments)
    connection.send((value, {"cpu_seconds": round(time.process_time(), 1), "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """Largest resident memory of this process so far, in MB (10^6 bytes).

    Not `ru_maxrss` on Linux: a child inherits its parent's figure there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM"):
                return round(int(line.split()[1]) * 1024 / 1e6, 1)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)


@contextmanager
def processor_seconds(into: dict[str, float], name: str) -> Iterator[None]:
    """Put the processor time of the block into `into[name]`, in seconds, all threads together."""
    began = time.process_time()
    yield
    into[name] = round(time.process_time() - began, 2)
