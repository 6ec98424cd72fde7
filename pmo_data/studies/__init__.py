"""Studies: each fetches frames through queries, runs algorithms on them and returns plain results.

They stand apart from queries and from algorithms, neither of which knows the other, so that a page, the console script
and a document show the same finding because they call the same study. A study is handed `ask`, the way to get the
frame of a query: a page hands in its cache, the script the store itself.
"""
