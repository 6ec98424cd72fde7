"""The fourth wall: what the operating system keeps a process from, whatever the program in it does.

Limits of memory, processor time and file size everywhere they exist; on Linux also Landlock (no file can be opened)
and a filter of system calls (no network, no other program, no new process, and no file once again). They are asked of
the kernel itself, without a library. Where one of them does not exist or is not granted, that is said, never assumed:
each function returns a sentence about what is missing, or None.
"""

from __future__ import annotations

import ctypes
import math
import os
import platform
import signal
import struct
import sys
from pathlib import Path

MEMORY = 640 * 1024 * 1024
"""Bytes of private memory, the interpreter's and DuckDB's own 40 MB included."""
ADDRESSES = 1_400 * 1024 * 1024
"""Bytes of address space: libraries and what is reserved but never touched come on top."""
_OPEN_FILES = 32

_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_LANDLOCK_VERSION = 1
_NO_NEW_PRIVILEGES = 38
_NOT_DUMPABLE = 4
_SECCOMP_ALLOW, _SECCOMP_KILL, _SECCOMP_ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_X32 = 0x40000000
_CLONE_THREAD = 0x00010000


class _Architecture:
    """Numbers of the system calls that are refused, for one kind of processor."""

    def __init__(self, audit: int, seccomp: int, clone: int, refused: tuple[int, ...]) -> None:
        self.audit, self.seccomp, self.clone, self.refused = audit, seccomp, clone, refused


# io_uring, openat2, pidfd_open, pidfd_getfd and the newer ways to mount have one number everywhere.
_COMMON = (425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 437, 438)
_ARCHITECTURES = {
    "x86_64": _Architecture(
        0xC000003E, 317, 56,
        (2, 85, 257, 304,  # open, creat, openat, open_by_handle_at
         41, 42, 43, 44, 46, 49, 50, 53, 288, 307,  # sockets
         57, 58, 59, 322, 62, 101, 310, 311,  # fork, vfork, execve, execveat, kill, ptrace, process_vm_*
         272, 308, 165, 166, 155, 161,  # unshare, setns, mount, umount, pivot_root, chroot
         321, 248, 249, 250, 319, 323, 298, 175, 313, 246,  # bpf, keys, memfd, userfaultfd, perf, modules, kexec
         76, 82, 83, 84, 86, 87, 88, 90, 92, 94, 133, 258, 259, 260, 263, 264, 265, 266, 268, 316, 132, 235, 280,
         *_COMMON),
    ),
    "aarch64": _Architecture(
        0xC00000B7, 277, 220,
        (56, 265, 198, 199, 200, 201, 202, 203, 206, 211, 242, 269, 221, 281, 129, 117, 270, 271, 97, 268, 40, 39, 41,
         51, 280, 217, 218, 219, 279, 282, 241, 105, 273, 104, 33, 34, 35, 36, 37, 38, 45, 53, 54, 88, 276, *_COMMON),
    ),
}  # fmt: skip


def limit_resources(seconds: float) -> str | None:
    """Memory, processor time, written bytes; also an alarm that ends the process should its parent have gone."""
    try:
        import resource
    except ImportError:
        return "This system has no limits of memory and time for a process."
    wanted = {
        "RLIMIT_DATA": MEMORY,
        "RLIMIT_AS": ADDRESSES,
        "RLIMIT_CPU": math.ceil(seconds) + 1,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": _OPEN_FILES,
    }
    missing = [name for name, value in wanted.items() if not _limited(resource, name, value)]
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)
    if sys.platform != "linux":
        missing.append("memory")  # accepted elsewhere, and not kept
    return f"The limits of {', '.join(missing)} are not kept by this system." if missing else None


def _limited(resource: object, name: str, value: int) -> bool:
    limit = getattr(resource, name, None)
    if limit is None:
        return False
    try:
        hard = resource.getrlimit(limit)[1]  # type: ignore[attr-defined]
        top = value if hard < 0 else min(value, hard)
        resource.setrlimit(limit, (top, top))  # type: ignore[attr-defined]
    except (ValueError, OSError):
        return False
    return True


def leave_files() -> str | None:
    """Landlock: from now on no file can be opened at all; nor TCP, nor signals to others. It binds the thread that asks
    and those it starts, so there must be one only.
    """
    libc = _libc()
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION) if libc else -1
    if libc is None or version < 1:
        return "This system cannot keep a process from files (Landlock)."
    attributes, size = _ruleset(version)
    rules = libc.syscall(_LANDLOCK_CREATE, attributes, size, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if rules < 0 or _threads() != 1 or libc.syscall(_LANDLOCK_RESTRICT, rules, 0) != 0:
        return "The kernel refused to keep the process from files (Landlock)."
    os.close(rules)
    return None


def _ruleset(version: int) -> tuple[bytes, int]:
    """Every right this version of Landlock knows, to be withheld."""
    rights = 13 + (version >= 2) + (version >= 3) + (version >= 5)
    network = 0b11 if version >= 4 else 0
    scoped = 0b11 if version >= 6 else 0
    size = 8 if version < 4 else 16 if version < 6 else 24
    return struct.pack("=QQQ", (1 << rights) - 1, network, scoped)[:size], size


def leave_system() -> str | None:
    """A filter of system calls: no file is opened any more, no network, no program or process started."""
    libc = _libc()
    kind = _ARCHITECTURES.get(platform.machine())
    if libc is None or kind is None:
        return "This system cannot keep a process from the network (seccomp)."
    program = _program(kind)
    block = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(block))
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
    set_filter, all_threads = 1, 1
    if libc.syscall(kind.seccomp, set_filter, all_threads, filter_) != 0:
        return "The kernel refused to keep the process from the network (seccomp)."
    return None


def _program(kind: _Architecture) -> bytes:
    """The filter in the kernel's own small language: load a word, compare, jump, return."""
    load, equal, at_least, has_bits, answer = 0x20, 0x15, 0x35, 0x45, 0x06
    step = struct.Struct("HBBI").pack
    error = _SECCOMP_ERROR | _EPERM
    lines = [
        step(load, 0, 0, 4), step(equal, 1, 0, kind.audit), step(answer, 0, 0, _SECCOMP_KILL),
        step(load, 0, 0, 0), step(at_least, 0, 1, _X32), step(answer, 0, 0, error),
        # The library falls back from clone3, whose flags cannot be seen here, to clone, where they can.
        step(equal, 0, 1, 435), step(answer, 0, 0, _SECCOMP_ERROR | _ENOSYS),
    ]  # fmt: skip
    for number in sorted(set(kind.refused)):
        lines += [step(equal, 0, 1, number), step(answer, 0, 0, error)]
    lines += [
        step(equal, 0, 3, kind.clone), step(load, 0, 0, 16), step(has_bits, 1, 0, _CLONE_THREAD),
        step(answer, 0, 0, error), step(answer, 0, 0, _SECCOMP_ALLOW),
    ]  # fmt: skip
    return b"".join(lines)


def _threads() -> int | None:
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return None


def _libc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    try:
        return ctypes.CDLL(None, use_errno=True)
    except OSError:
        return None
