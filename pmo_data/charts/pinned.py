"""A figure as plain values, to be kept as it was drawn and drawn again the same: colours, order and words included."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder


def plain(figure: go.Figure) -> dict[str, Any]:
    """Lists, numbers and texts only: what a JSON text can hold and any later version can read."""
    found: dict[str, Any] = json.loads(json.dumps(figure.to_plotly_json(), cls=PlotlyJSONEncoder))
    found.get("layout", {}).pop("template", None)
    return {name: _unpacked(value) for name, value in found.items()}


def drawn(kept: Mapping[str, Any]) -> go.Figure:
    """The figure again. What a later version no longer knows of it is left out rather than refused."""
    return go.Figure(kept, skip_invalid=True)


def _known(value: Any) -> Any:
    """Unknown is null: JSON has no number for it."""
    if isinstance(value, list):
        return [_known(part) for part in value]
    return None if value != value else value


def _unpacked(value: Any) -> Any:
    """The library packs arrays as base64 of their bytes, which no reader but itself knows; here they are numbers."""
    if isinstance(value, list):
        return [_unpacked(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "bdata" not in value:
        return {name: _unpacked(part) for name, part in value.items()}
    numbers = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"])
    if "shape" in value:
        numbers = numbers.reshape([int(size) for size in str(value["shape"]).split(",")])
    return _known(numbers.tolist())
