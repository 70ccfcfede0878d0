"""What a confined process can't do any more, tried in one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.workers.seccomp import MACHINES, program

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux has these limits")

TRIES = """
import errno, json, os, socket, sys, threading
from contextlib import suppress
from api.workers.job import Limits
from api.workers.sandbox import confine

folder, guards = sys.argv[1], sys.argv[2].split()
there = os.path.join(folder, "there")
held = os.open(there, os.O_RDWR)
reading = os.open(there, os.O_RDONLY)
names = confine(Limits(memory_bytes=50 << 20), guards)

def tried(action):
    try:
        action()
    except MemoryError:
        return "MemoryError"
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"

def run_thread():
    thread = threading.Thread(target=len, args=("",))
    thread.start()
    thread.join()

found = {
    "socket": tried(lambda: socket.socket()),
    "unix socket": tried(lambda: socket.socketpair()),
    "create": tried(lambda: os.open(os.path.join(folder, "new"), os.O_CREAT | os.O_WRONLY)),
    "write": tried(lambda: os.write(held, b"x")),
    "append": tried(lambda: os.open(there, os.O_APPEND | os.O_WRONLY)),
    "delete": tried(lambda: os.unlink(there)),
    "rename": tried(lambda: os.rename(there, there + "2")),
    "folder": tried(lambda: os.mkdir(there + "3")),
    "fork": tried(lambda: os.fork() or os._exit(0)),
    "program": tried(lambda: os.execv("/bin/true", ["true"])),
    "signal": tried(lambda: os.kill(os.getppid(), 0)),
    "memory": tried(lambda: bytearray(200 << 20)),
    "open": tried(lambda: os.open(there, os.O_RDONLY)),
    "read": tried(lambda: os.read(reading, 1)),
    "thread": tried(run_thread),
}
print(json.dumps({"names": names, "found": found}))
"""


def attempt(folder: Path, guards: str) -> dict[str, object]:
    (folder / "there").write_text("x")
    run = subprocess.run(
        [sys.executable, "-c", TRIES, str(folder), guards],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    assert sorted(path.name for path in folder.iterdir() if path.name != "there3") == ["there"]
    assert (folder / "there").read_text() == "x"
    return found


def test_with_seccomp(tmp_path):
    found = attempt(tmp_path, "seccomp")
    assert found["names"] == ["memory", "cpu", "no-files", "no-network", "no-programs"]
    refused = "socket,unix socket,create,append,delete,rename,folder,fork,program,signal"
    assert found["found"] == {
        **dict.fromkeys(refused.split(","), "EPERM"),
        "write": "EFBIG",
        "memory": "MemoryError",
        **dict.fromkeys(["open", "read", "thread"], "done"),
    }


def test_with_limits_alone(tmp_path):
    """No new descriptor, no byte written: enough against SERVICE, but a file can be deleted."""
    tries = TRIES.replace("tried(lambda: os.unlink(there))", "''")
    tries = tries.replace('tried(lambda: os.rename(there, there + "2"))', "''")
    (tmp_path / "there").write_text("x")
    run = subprocess.run(
        [sys.executable, "-c", tries.replace('os.execv("/bin/true", ["true"])', "None"),
         str(tmp_path), ""],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["names"] == ["memory", "cpu", "no-files", "no-network"]
    for name in ("socket", "unix socket", "create", "append", "open"):
        assert found["found"][name] == "EMFILE", name
    assert found["found"]["write"] == "EFBIG"
    assert found["found"]["memory"] == "MemoryError"


@pytest.mark.parametrize("name", MACHINES)
def test_filters_are_sound(name):
    """Whole instructions, few enough for the kernel, every jump inside, the end an answer."""
    code = program(MACHINES[name])
    assert len(code) % 8 == 0
    steps = [code[at : at + 8] for at in range(0, len(code), 8)]
    assert len(steps) < 4096
    for place, step in enumerate(steps):
        kind = int.from_bytes(step[:2], sys.byteorder)
        if kind & 7 == 5:
            assert place + 1 + max(step[2], step[3]) < len(steps)
    assert int.from_bytes(steps[-1][:2], sys.byteorder) == 6


def test_every_call_has_its_own_number():
    names = MACHINES["x86_64"].refused, MACHINES["aarch64"].refused
    for numbers in names:
        assert len(set(numbers.values())) == len(numbers)
    assert set(names[1]) <= set(names[0])
