"""Project networks of the PSPLIB benchmark (Kolisch & Sprecher 1997): the critical path's length is published.

Three of them are built in as numbers; all 480 with 30 jobs are read where their folder is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from pmo_data.analytics.critical_path import schedule
from pmo_data.analytics.proof.case import Answer, ProofCase

SOURCE = "PSPLIB, Kolisch & Sprecher 1997, set j30 (MPM-Time of the file)"


@dataclass(frozen=True)
class BenchmarkNetwork:
    """Durations of jobs 1, 2, ... and the successors of each; `length` is the published answer."""

    name: str
    length: int
    durations: Sequence[int]
    successors: Sequence[Sequence[int]]


def _successors(text: str) -> tuple[tuple[int, ...], ...]:
    """Successors of each job, written as `2-3-4 6-11-15 .`, where a point is a job without any."""
    return tuple(() if word == "." else tuple(int(job) for job in word.split("-")) for word in text.split())


def _days(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split())


BUILT_IN = (
    BenchmarkNetwork(
        "j301_1",
        38,
        _days("0 8 4 6 3 8 5 9 2 7 9 2 6 3 9 10 6 5 3 7 2 7 2 3 3 7 8 3 7 2 2 0"),
        _successors(
            "2-3-4 6-11-15 7-8-13 5-9-10 20 30 27 12-19-27 14 16-25 20-26 14 17-18 17 25 21-22 22 20-22 "
            "24-29 23-25 28 23 24 30 30 31 28 31 32 32 32 ."
        ),
    ),
    BenchmarkNetwork(
        "j3010_1",
        41,
        _days("0 2 5 6 4 2 9 9 4 8 7 10 1 1 1 5 2 5 5 9 10 1 5 4 10 5 9 10 2 10 3 0"),
        _successors(
            "2-3-4 10-11-28 9-15-16 5-6-7 8 18-27 14-18 12-13-19 10 22 25 30 20 31 21-24 17-27-30 18 21 "
            "29 23 26 23 26 25 26-27-30 29 31 31 32 32 32 ."
        ),
    ),
    BenchmarkNetwork(
        "j3048_10",
        54,
        _days("0 7 10 2 6 8 1 8 1 7 4 6 4 9 10 1 7 8 6 2 5 6 2 2 6 9 4 10 3 5 8 0"),
        _successors(
            "2-3-4 5-15-21 7-8-14 11-14-24 6-9-10 8-13-30 13-15-21 16-18 11-16-20 12-18-19 17-23-26 "
            "13-14-22 16-31 23-27-29 18-19-20 17 29 24-25-26 22-27-28 25-28 22-23-27 24-25-26 28 29 31 "
            "31 30 30 32 32 32 ."
        ),
    ),
)


def read_network(name: str, text: str) -> BenchmarkNetwork:
    """A network from the text of a PSPLIB single-mode file. Raises ValueError for another form."""
    lines = [line.split() for line in text.splitlines()]
    links = _section(lines, ["jobnr.", "#modes"], 1)
    requests = _section(lines, ["jobnr.", "mode"], 2)
    length = int(lines[_place(lines, ["pronr.", "#jobs"]) + 1][5])
    durations = [int(words[2]) for words in requests]
    return BenchmarkNetwork(name, length, durations, [[int(job) for job in words[3:]] for words in links])


def lengths(networks: Sequence[BenchmarkNetwork]) -> Mapping[str, float]:
    """Length of each network's critical path, all computed at once as separate projects."""
    tasks = pd.DataFrame(
        [
            (f"{network.name}/{job}", network.name, days)
            for network in networks
            for job, days in enumerate(network.durations, start=1)
        ],
        columns=["task_id", "project_id", "duration_days"],
    )
    links = pd.DataFrame(
        [
            (f"{network.name}/{job}", f"{network.name}/{after}")
            for network in networks
            for job, afters in enumerate(network.successors, start=1)
            for after in afters
        ],
        columns=["predecessor", "successor"],
    )
    found = schedule(tasks, links).project_finish_day
    return {str(name): float(days) for name, days in found.items()}


def cases() -> Iterable[ProofCase]:
    """The networks that are built in."""
    found = lengths(BUILT_IN)
    for network in BUILT_IN:
        yield ProofCase(
            f"PSPLIB {network.name}: length",
            "critical path",
            SOURCE,
            network.length,
            partial(found.__getitem__, network.name),
        )


def folder_cases(folder: Path) -> Iterable[ProofCase]:
    """All networks in `folder/psplib-j30`, as one case: how many agree. A miss is named."""
    files = sorted((folder / "psplib-j30").glob("*.sm"))
    if files:
        expected = f"{len(files)} of {len(files)}"
        yield ProofCase(f"PSPLIB j30, {len(files)} networks", "critical path", SOURCE, expected, lambda: _count(files))


def _count(files: Sequence[Path]) -> Answer:
    networks = [read_network(file.stem, file.read_text(encoding="latin-1")) for file in files]
    found = lengths(networks)
    missed = [network.name for network in networks if abs(found[network.name] - network.length) > 1e-9]
    agreeing = f"{len(networks) - len(missed)} of {len(networks)}"
    return f"{agreeing}; not {', '.join(missed[:5])}" if missed else agreeing


def _section(lines: list[list[str]], header: list[str], skip: int) -> list[list[str]]:
    """The rows under a header, up to the line of asterisks."""
    rows = []
    for words in lines[_place(lines, header) + skip :]:
        if words and words[0].startswith("*"):
            break
        rows.append(words)
    return rows


def _place(lines: list[list[str]], header: list[str]) -> int:
    return next(place for place, words in enumerate(lines) if words[: len(header)] == header)
