"""What holds for every test: nothing of the person's own portfolio is read or written."""

from __future__ import annotations

import os
import tempfile

# Set before any test module is imported, because a default may be read at import.
os.environ["PMO_HOME"] = tempfile.mkdtemp(prefix="pmo-tests-")
os.environ["PMO_HEADLESS"] = "1"
os.environ.pop("PMO_DB", None)
