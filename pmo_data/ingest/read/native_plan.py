"""Plans in Microsoft Project's own formats (MPP, MPT, MPX) to its XML, where the optional library mpxj is installed.

Stands apart from the readers of XML because the work is done by Java in a process of its own; without mpxj or Java a
person is told how to save the plan as XML, which is read without either.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from pmo_data.domain.errors import Refused
from pmo_data.ingest.read import mpxj_bridge

SECONDS = 30.0
"""What reading one plan may take; a large one takes about five."""
_SAVE = "In Project choose Save as, XML, and import the XML file."
_WHY = {
    mpxj_bridge.NO_JAVA: f"reading it needs Java, which is not installed here. {_SAVE}",
    mpxj_bridge.PASSWORD: "it is protected by a password. Save a copy without the password and import that.",
}


def plan_as_xml(data: bytes) -> bytes:
    """The plan as Microsoft Project's XML. Raises `Refused` where it cannot be read, with what to do instead."""
    what = f"This is a Microsoft Project file ({'.mpx' if data.startswith(b'MPX') else '.mpp'})"
    if importlib.util.find_spec("mpxj") is None or importlib.util.find_spec("jpype") is None:
        raise Refused(f"{what}. {_SAVE}")
    with tempfile.TemporaryDirectory(prefix="pmo-plan-") as name:
        source, target = Path(name) / "plan", Path(name) / "plan.xml"
        source.write_bytes(data)
        try:
            code = subprocess.run(
                _command(source, target),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            raise Refused(f"{what}, and reading it took longer than {SECONDS:g} seconds. {_SAVE}") from None
        if code == 0 and target.exists():
            return target.read_bytes()
    raise Refused(f"{what}, but {_WHY.get(code, f'no plan could be read from it; it may be damaged. {_SAVE}')}")


def _command(source: Path, target: Path) -> list[str]:
    return [sys.executable, "-P", mpxj_bridge.__file__, str(source), str(target)]
