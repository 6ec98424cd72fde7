"""How a sheet stands: its tables, header rows, headings between rows, forms, and what notes beside a table say.

No module here knows fields; what a table is about is asked in the rooms above.
"""
