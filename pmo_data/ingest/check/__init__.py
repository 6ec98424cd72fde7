"""Checks of typed rows: keys, required fields, dates in order, references, loops; each a finding with its place.

Stands between typing, which looks at one column, and the store, which looks at other imports.
"""
