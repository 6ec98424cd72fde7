"""Runs one function in a process of its own, with limits of time and memory, and hands back a folder of results.

Parsers of foreign files can loop, eat all memory or end the process; here that costs one sentence, not the server. A
fresh interpreter is started rather than a fork, which is unsafe beside threads. Only files and JSON cross over.
The child prints progress as JSON lines: {"done": 3, "of": 6, "what": "plan.xlsx"}.
"""

from __future__ import annotations

import gc
import importlib
import json
import logging
import math
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import IO, Any

from pmo_data.domain.errors import PmoError, Refused

MEMORY_LIMIT = 1_500 * 1024 * 1024
# Room for what a child writes: cells of the largest file accepted, several times over.
_FILE_LIMIT = 4 * 1024 * 1024 * 1024
_POLL_SECONDS = 0.1
_OUTCOME = "outcome.json"
_TRACE_LINES = 4_000
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "HOME", "USERPROFILE",
                     "JAVA_HOME")  # fmt: skip

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]


class Cancelled(PmoError):
    """The work was stopped because the person asked for it."""


def seconds_allowed() -> float:
    """How long a child may run: PMO_READ_SECONDS, else 60."""
    try:
        seconds = float(os.environ.get("PMO_READ_SECONDS", "60"))
    except ValueError:
        return 60.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 60.0


def run_in_child(
    target: str,
    inputs: Sequence[Path],
    options: Mapping[str, Any],
    *,
    seconds: float | None = None,
    memory: int = MEMORY_LIMIT,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Calls `target` ("package.module:function") as function(inputs, options, out_dir) in a child process.

    `options` must be plain JSON. Returns the folder the function wrote to, which is the caller's to delete
    (`discard`). Raises `Refused` with one sentence where the function refused, died, or took too long or too much
    memory; `Cancelled` where `is_cancelled` became true. `on_progress(done, of, what)` is called in this thread.
    """
    allowed = seconds_allowed() if seconds is None else seconds
    folder = Path(tempfile.mkdtemp(prefix="pmo-read-"))
    try:
        out_dir = folder / "out"
        out_dir.mkdir()
        order = {
            "target": target,
            "inputs": [str(path.resolve()) for path in inputs],
            "options": dict(options),
            "out_dir": str(out_dir),
            "memory": memory,
            "seconds": allowed,
        }
        _run(order, folder, allowed, on_progress, is_cancelled)
    except BaseException:
        discard(folder)
        raise
    return out_dir


def discard(result: Path) -> None:
    """Deletes a result folder; mapped files on systems that keep them open are left to the temporary folder."""
    folder = result.parent if result.name == "out" else result
    if folder.name.startswith("pmo-read-"):
        shutil.rmtree(folder, ignore_errors=True)


def _run(
    order: dict[str, Any],
    folder: Path,
    seconds: float,
    on_progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> None:
    with (folder / "stderr.txt").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "pmo_data.ingest.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder,
            env=_environment(),
        )
        try:
            timed_out = _attend(process, order, time.monotonic() + seconds, on_progress, is_cancelled)
        finally:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
    if timed_out:
        raise Refused(f"Reading took longer than {seconds:g} seconds and was stopped. Split the file and try again.")
    _judge(folder, process.returncode)


def _environment() -> dict[str, str]:
    """Little of the server's environment: its secrets are none of the child's business."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    root = str(Path(__file__).resolve().parents[2])
    # Columns come and go: this allocator hands their pages on, where the system's asks for new ones each time (a sixth
    # of the processor time of a million rows). It takes less of the memory limit, and does with what is left of it.
    # What numpy frees goes back to the system at once, rather than leaving holes in a heap that only grows.
    memory = {"ARROW_DEFAULT_MEMORY_POOL": "mimalloc", "MALLOC_MMAP_THRESHOLD_": "1000000"}
    return {**kept, **memory, "PYTHONPATH": root, "OPENBLAS_NUM_THREADS": "1"}


def _attend(
    process: subprocess.Popen[bytes],
    order: dict[str, Any],
    deadline: float,
    on_progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> bool:
    """Feeds the child its order and its progress to the callback until it ends; True if the deadline passed."""
    assert process.stdin is not None
    assert process.stdout is not None
    lines: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
    try:
        process.stdin.write(json.dumps(order).encode())
        process.stdin.close()
    except BrokenPipeError:
        log.warning("The reading process ended before it was told what to do.")
    while True:
        left = deadline - time.monotonic()
        if is_cancelled is not None and is_cancelled():
            raise Cancelled("Reading was stopped. Nothing was taken in.")
        if left <= 0:
            return True
        try:
            line = lines.get(timeout=min(_POLL_SECONDS, left))
        except queue.Empty:
            continue
        if line is None:
            return not _ended(process, deadline)
        _pass_on(line, on_progress)


def _pump(stream: IO[bytes], lines: queue.Queue[bytes | None]) -> None:
    try:
        # A line of progress is short; a longer one is cut rather than gathered without end.
        while line := stream.readline(4_096):
            lines.put(line)
    except ValueError:  # closed while waiting, at the end of a stopped child
        pass
    finally:
        lines.put(None)


def _ended(process: subprocess.Popen[bytes], deadline: float) -> bool:
    try:
        process.wait(timeout=max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _pass_on(line: bytes, on_progress: Progress | None) -> None:
    if on_progress is None:
        return
    try:
        step = json.loads(line)
        on_progress(int(step["done"]), int(step["of"]), str(step["what"])[:300])
    except (ValueError, KeyError, TypeError):
        log.debug("A line of progress could not be read.")


def _judge(folder: Path, code: int) -> None:
    """Raises what the child's end means; a child that ended well has said so in its outcome."""
    try:
        outcome = json.loads((folder / "out" / _OUTCOME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        outcome = {}
    if outcome.get("refused"):
        raise Refused(str(outcome["refused"]))
    if code == 0 and outcome.get("ended") is True:
        return
    trace = (folder / "stderr.txt").read_bytes()[-_TRACE_LINES:].decode("utf-8", "replace")
    log.warning("A reading process ended with code %s: %s", code, outcome.get("fault") or trace)
    if outcome.get("fault") == "memory" or b"memory" in trace.encode()[-_TRACE_LINES:].lower():
        raise Refused("The file needs more memory than reading may take. Split it and try again.")
    raise Refused("The file could not be read: reading it failed half-way. It may be damaged; save it again and retry.")


def report(done: int, of: int, what: str) -> None:
    """Called by a target: tells the parent how far it is. Outside a child it does nothing."""
    if _progress_out is not None:
        _progress_out.write(json.dumps({"done": done, "of": of, "what": what[:300]}).encode() + b"\n")
        _progress_out.flush()


_progress_out: IO[bytes] | None = None


def _limit(memory: int, seconds: float) -> None:
    """Sets the operating system's limits where it has them; elsewhere the parent's clock is the only one."""
    try:
        import resource
    except ImportError:
        return
    cpu = math.ceil(seconds) * 2 + 5  # two cores may work at once
    for name, value in (
        ("RLIMIT_DATA", memory),
        ("RLIMIT_AS", memory * 3),
        ("RLIMIT_CPU", cpu),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", _FILE_LIMIT),
    ):
        limit = getattr(resource, name, None)
        if limit is None:
            continue
        try:
            hard = resource.getrlimit(limit)[1]
            top = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (top, top))
        except (ValueError, OSError):
            print(f"The limit {name} could not be set.", file=sys.stderr)


def _work(order: dict[str, Any]) -> dict[str, Any]:
    """Calls the target; the outcome as JSON, whatever happens short of death."""
    module, _, function = str(order["target"]).partition(":")
    try:
        target = getattr(importlib.import_module(module), function)
        target([Path(path) for path in order["inputs"]], order["options"], Path(order["out_dir"]))
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"fault": "memory"}
    except Exception as error:  # noqa: BLE001 - the parent logs it and says one sentence
        out_of_memory = type(error).__name__ == "ArrowMemoryError"
        return {"fault": "memory" if out_of_memory else traceback.format_exc()[-_TRACE_LINES:]}
    return {"ended": True}


class _WithoutPandas(MetaPathFinder):
    """Lets no import of pandas succeed in the child.

    Arrow looks for it as soon as it meets a plain value; loading it takes 0.4 s and 50 MB that reading has no use for.
    """

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("Reading does without pandas.", name=fullname)


def main() -> int:
    """The child's side: reads its order from standard input, works, writes its outcome."""
    global _progress_out
    order = json.loads(sys.stdin.buffer.read())
    # What a library prints must not be taken for progress.
    _progress_out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit(int(order["memory"]), float(order["seconds"]))
    sys.meta_path.insert(0, _WithoutPandas())
    gc.disable()  # going again and again through a sheet's million cells for circles that no reader makes
    outcome = _work(order)
    (Path(order["out_dir"]) / _OUTCOME).write_text(json.dumps(outcome), encoding="utf-8")
    return 0 if outcome.get("ended") else 3


if __name__ == "__main__":
    # Under its own name, so that a target's `report` finds this process's progress channel.
    sys.modules["pmo_data.ingest.child"] = sys.modules["__main__"]
    sys.exit(main())
