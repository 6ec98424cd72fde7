"""The commands of the console script, a module per room; each offers `register(commands)`.

They stand apart from `cli.py` so that a command's line is short: parse, call the same function as the page, print.
"""

from pmo_data.commands import (
    ask,
    bring,
    explain,
    hand_out,
    keep,
    machines,
    meet,
    pack,
    project,
    prove,
    settle,
    show,
    tell,
)

ROOMS = (show, bring, keep, hand_out, ask, explain, pack, project, settle, meet, prove, tell, machines)
