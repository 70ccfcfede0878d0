"""``bomay`` with its arguments, in a process that the kernel kills when it calls connect(2).

So are its workers, whatever they may do with the refusal of their own filter: the more severe one
of two counts (seccomp(2)).
"""

import platform
import struct

from api.workers.seccomp import MACHINES, install
from bomay import app

_KILL_PROCESS, _ALLOW = 0x80000000, 0x7FFF0000


def forbid_connecting() -> None:
    """Set the filter: load the number of the call, kill where it is that of connect, else allow."""
    connect = MACHINES[platform.machine()].refused["connect"]
    steps = [
        (0x20, 0, 0, 0),
        (0x15, 0, 1, connect),
        (0x06, 0, 0, _KILL_PROCESS),
        (0x06, 0, 0, _ALLOW),
    ]
    install(b"".join(struct.pack("=HBBI", *step) for step in steps))


def main() -> None:
    """Run the command line."""
    forbid_connecting()
    app()


if __name__ == "__main__":
    main()
