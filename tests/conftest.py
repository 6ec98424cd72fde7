"""What holds for every test: nothing of the person's own portfolio is read or written."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

# Set before any test module is imported, because a default may be read at import.
os.environ["PMO_HOME"] = tempfile.mkdtemp(prefix="pmo-tests-")
os.environ["PMO_HEADLESS"] = "1"
os.environ.pop("PMO_DB", None)

# How long one example takes says something about the machine, not about the property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
