"""Matching of values: words, people, organisations and projects of a file against those known, asked and never merged.

Stands apart from typing, which reads every cell by itself; here the values of a column are seen together.
"""
