"""Turns a plan in one of Microsoft Project's own formats into its XML, with the library mpxj on Java.

A script, not a module of the application: it runs in a process of its own, because a Java machine cannot be stopped
or limited from within, and it imports nothing of ours, so that it starts at once. How it ended is its exit code.
"""

from __future__ import annotations

import sys

NO_JAVA = 3
NO_PLAN = 4
PASSWORD = 5
# What one plan may take; the compiler's first stage is enough for a process that lives two seconds.
_MACHINE = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")


def main(source: str, target: str) -> int:
    """Writes the plan in the file `source` as XML to `target`; returns the exit code, 0 where that worked."""
    import jpype
    import mpxj  # noqa: F401 - puts its Java classes where the machine finds them

    try:
        jpype.startJVM(*_MACHINE)
    except jpype.JVMNotFoundException:
        return NO_JAVA
    # Java's packages can be imported once its machine runs.
    from org.mpxj.mspdi import MSPDIWriter
    from org.mpxj.reader import UniversalProjectReader

    try:
        plan = UniversalProjectReader().read(source)
        if plan is None:
            return NO_PLAN
        MSPDIWriter().write(plan, target)
    except jpype.JException as error:
        return PASSWORD if "password" in str(error).lower() else NO_PLAN
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
