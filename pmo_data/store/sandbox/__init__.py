"""Foreign SQL behind five walls, because a database by itself is no sandbox.

What is asked never meets the store: (1) it runs on a published file that holds the public tables only (`publish`),
(2) after a gate on the parsed statement (`gate`), (3) under a locked configuration (`locks`), (4) in a child process
that the operating system keeps from files, network, other programs and more than its share (`walls`), (5) which is
killed at its limit (`pool`). `ask.ask_sql` is the one door; `audit` writes down who went through it.
"""
