"""What processes cost: processor time and memory, as Linux counts them."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu(pid: int) -> float:
    """Seconds of processor time of a process and its threads: user and system."""
    user, system, *_ended = _times(pid)
    return user + system


def cpu_of_family(pid: int) -> float:
    """The same of a process, its children, and those of them that have ended."""
    living = sum(cpu(child) for child in children(pid))
    return sum(_times(pid)) + living


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    return [int(found) for found in _numbers() if _parent(found) == pid]


def memory(pid: int) -> float:
    """Megabytes of memory that a process occupies now (RSS)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _numbers() -> list[str]:
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit()]


def _parent(pid: str) -> int:
    try:
        return int(_fields(pid)[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _times(pid: int) -> tuple[float, ...]:
    """User, system, and both of children that have ended, in seconds."""
    try:
        fields = _fields(pid)
    except (FileNotFoundError, ProcessLookupError):
        return (0.0, 0.0, 0.0, 0.0)
    return tuple(int(ticks) / TICKS for ticks in fields[11:15])


def _fields(pid: int | str) -> list[str]:
    """The fields of /proc/PID/stat from the state on; a name may hold blanks."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
