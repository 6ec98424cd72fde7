"""The parts of the demo portfolio's generator: an invented authority, its projects and twelve months of their life.

Stands apart from the product: nothing here is imported by it. The CSVs under `data/demo` are what the product reads.
"""
