"""Where things lie: the app's own files, the demo's CSVs and the user's database.

It stands apart because the same program runs from a checkout, where `app.py` and `pages/` lie at the root, and from
an installed wheel, where they travel inside the package. Everyone else asks here and never builds such a path.

`platformdirs` is the one import in this floor that is not in the standard library: each operating system's rule for
a user's data directory is a fact to look up, pure and without side effects, and copying those rules would be worse.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

PACKAGE = Path(__file__).resolve().parents[1]
DATABASE_VARIABLE = "PMO_DB"
HOME_VARIABLE = "PMO_HOME"


def app_folder() -> Path:
    """The folder that holds `app.py`, `pages/`, `data/` and `.streamlit/`."""
    packed = PACKAGE / "_app"
    return packed if (packed / "app.py").is_file() else PACKAGE.parent


def app_script() -> Path:
    """The script that the web server runs."""
    return app_folder() / "app.py"


def demo_folder() -> Path:
    """The folder of the demo portfolio's CSV files."""
    return app_folder() / "data"


def user_folder() -> Path:
    """The folder of the user's own data: `PMO_HOME`, or the system's place for it. It may not exist yet."""
    chosen = os.environ.get(HOME_VARIABLE, "").strip()
    return Path(chosen).expanduser().absolute() if chosen else user_data_path("pmo", appauthor=False)


def database_path() -> Path:
    """The user's database file: `PMO_DB`, or `portfolio.duckdb` in the user's folder. It may not exist yet."""
    chosen = os.environ.get(DATABASE_VARIABLE, "").strip()
    return Path(chosen).expanduser().absolute() if chosen else user_folder() / "portfolio.duckdb"


def demo_database_path() -> Path:
    """The demo's own database file, never the user's: the two must not mix."""
    return user_folder() / "demo.duckdb"
