"""The fifth wall: child processes kept ready, one statement each, killed at their limit; two at a time, others wait.

A worker that answered is never asked again: what a statement may have done to it ends with it. Starting one takes
about 0.2 s, so two are kept warm. The time in the queue is not the statement's time.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from pmo_data.domain.errors import QueryError
from pmo_data.store.sandbox.worker import READY

SIZE = 2
LONGEST_QUEUE = 20
WAIT = 60.0
"""Seconds in the queue after which a statement is sent away."""
_START = 30.0
_POLL = 0.05
_MOST_BYTES = 40 * 1024 * 1024
"""Bytes read of an answer: eight times what a worker that keeps its own limit can send."""
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "pmo_data.store.sandbox.worker")
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Worker:
    """One child process; `start` returns at once, `run` asks it the one statement it is there for."""

    def __init__(self, command: Sequence[str] = _COMMAND) -> None:
        root = str(Path(__file__).resolve().parents[3])
        kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": root, "PYTHONNOUSERSITE": "1"},
            start_new_session=True,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._asked = 0.0
        threading.Thread(target=self._listen, daemon=True, name="sandbox-worker").start()

    def run(self, order: dict[str, Any], seconds: float, cancelled: Callable[[], bool]) -> dict[str, Any]:
        """The answer to an order; {"verdict": "too long" | "cancelled" | "too large" | "lost"} where there is none.

        `seconds` in it is the statement's own time, from the order until its end, the killing included.
        """
        self._asked = time.monotonic()
        try:
            ready = self._line(self._asked + _START, cancelled)
            if ready == READY:
                told = self._ask(order, seconds, cancelled)
            else:
                told = {"verdict": "cancelled" if ready == "cancelled" else "lost"}
        finally:
            self.kill()
        return {"seconds": round(time.monotonic() - self._asked, 3), **told}

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End it and everything it may have started, and wait until it is gone."""
        with contextlib.suppress(OSError, AttributeError):
            os.killpg(self._process.pid, 9)
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _ask(self, order: dict[str, Any], seconds: float, cancelled: Callable[[], bool]) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._asked = time.monotonic()
        with contextlib.suppress(OSError):
            self._process.stdin.write(json.dumps({**order, "seconds": seconds}).encode() + b"\n")
            self._process.stdin.flush()
        found = self._line(self._asked + seconds, cancelled)
        if isinstance(found, str):
            return {"verdict": found}
        try:
            answer = json.loads(found)
        except (ValueError, RecursionError):
            return {"verdict": self._end()}
        return answer if isinstance(answer, dict) else {"verdict": "lost"}

    def _end(self) -> str:
        """How a worker without an answer ended: by a limit of the system, which kills or aborts it, or otherwise."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=1)
            by_time = {getattr(signal, name, None) for name in ("SIGXCPU", "SIGALRM")}
            return "too long" if -code in by_time else "too large" if code < 0 else "lost"
        return "lost"

    def _line(self, deadline: float, cancelled: Callable[[], bool]) -> bytes | str:
        """The next line, or why there is none: "too long", "cancelled"."""
        while True:
            left = deadline - time.monotonic()
            if cancelled():
                return "cancelled"
            if left <= 0:
                return "too long"
            with contextlib.suppress(queue.Empty):
                return self._lines.get(timeout=min(_POLL, left))

    def _listen(self) -> None:
        stream: IO[bytes] | None = self._process.stdout
        assert stream is not None
        with contextlib.suppress(OSError, ValueError):
            self._lines.put(stream.readline(len(READY)))
            self._lines.put(stream.readline(_MOST_BYTES))


class Pool:
    """Workers kept ready and a queue before them. `close` ends them all."""

    def __init__(self, size: int = SIZE, command: Sequence[str] = _COMMAND) -> None:
        self._command = tuple(command)
        self._size = size
        self._places = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._warm: list[Worker] = []
        self._running: set[Worker] = set()
        self._closed = False
        self.waiting = 0

    def run(
        self,
        order: dict[str, Any],
        seconds: float,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        keep_warm: bool = True,
    ) -> dict[str, Any]:
        """The answer of a fresh worker. Raises QueryError where too many wait already, or for too long."""
        if not self._enter(cancelled):
            return {"verdict": "cancelled"}
        try:
            worker = self._take()
            if keep_warm:
                self.warm()
            try:
                return worker.run(order, seconds, cancelled)
            finally:
                with self._lock:
                    self._running.discard(worker)
        finally:
            self._places.release()

    def warm(self) -> None:
        """Start what is lacking of the workers kept ready; returns at once."""
        with self._lock:
            self._warm = [worker for worker in self._warm if worker.is_alive()]
            while not self._closed and len(self._warm) < self._size:
                self._warm.append(Worker(self._command))

    def close(self) -> None:
        """Kill all workers, those at work included."""
        with self._lock:
            self._closed = True
            ending = [*self._warm, *self._running]
            self._warm = []
        for worker in ending:
            worker.kill()

    def _take(self) -> Worker:
        with self._lock:
            alive = [worker for worker in self._warm if worker.is_alive()]
            worker = alive.pop(0) if alive else Worker(self._command)
            self._warm = alive
            self._running.add(worker)
            return worker

    def _enter(self, cancelled: Callable[[], bool]) -> bool:
        """Wait for a place; False where the person gave up meanwhile."""
        with self._lock:
            if self.waiting >= LONGEST_QUEUE:
                raise QueryError("Too many statements are waiting to be answered; try again in a minute.")
            self.waiting += 1
        try:
            deadline = time.monotonic() + WAIT
            while not self._places.acquire(timeout=_POLL):
                if cancelled():
                    return False
                if time.monotonic() > deadline:
                    raise QueryError("Other statements took all the time there is; try again in a minute.")
            return True
        finally:
            with self._lock:
                self.waiting -= 1


_pool: Pool | None = None
_making = threading.Lock()


def common_pool() -> Pool:
    """The pool of this process, made when it is first needed and ended with it."""
    global _pool
    with _making:
        if _pool is None:
            _pool = Pool()
            atexit.register(_pool.close)
        return _pool
