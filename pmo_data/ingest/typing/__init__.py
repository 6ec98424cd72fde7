"""From texts to typed values: one module per kind of field, each deciding its format for a whole column at once.

Stands between recognition, which says what a column is, and the checks, which compare typed values with each other.
"""
