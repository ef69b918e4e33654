"""What the service can bear: speed, memory over thousands of requests, and saturation.

    python bench/service.py [REQUESTS] [SECONDS]

A server with two workers reads the example over and over (`POST /v1/parse`). Prints requests a second and the times
of answers with two callers; the memory of the server and of its workers at the start, at a tenth and half of the
requests and at their end, and how much of the processors both took; then what 150 callers at once get for so many
seconds: an answer, or 429 with Retry-After, and nothing else. Ends with status 1 where something else came.
Linux alone: memory is read from /proc.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "liwan-2025.txt"
SERVE = [sys.executable, "-c", "from goalconv.cli import main; main()", "serve", "--port", "0", "--workers", "2"]
CALLERS, CROWD = 2, 150
HEAD = b"POST /v1/parse?filename=a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
REQUEST = HEAD % EXAMPLE.stat().st_size + EXAMPLE.read_bytes()
LENGTH = re.compile(rb"content-length: (\d+)", re.I)
MIB = 1 << 20


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server's process, and its port."""
    with subprocess.Popen(SERVE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r":(\d+)/", process.stderr.readline())
        assert found
        log = os.open(os.devnull, os.O_WRONLY)
        reader = subprocess.Popen(["cat"], stdin=process.stderr, stdout=log)  # or the server would wait for its log to be read
        try:
            yield process, int(found[1])
        finally:
            process.terminate()
            reader.wait()
            os.close(log)


class Caller:
    """One connection that is used again while the server keeps it open."""

    def __init__(self, port: int, counts: Counter[str], times: list[float]) -> None:
        self.port, self.counts, self.times = port, counts, times
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def call(self) -> str:
        """Sends the example; gives the status, with "no Retry-After" where that is missing."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        start = time.perf_counter()
        self.writer.write(REQUEST)
        head = await self.reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(head)
        assert found
        await self.reader.readexactly(int(found[1]))
        self.times.append(time.perf_counter() - start)
        if b"connection: close" in head.lower():
            self.close()
        status = head.split(b" ", 2)[1].decode()
        return f"{status} no Retry-After" if status == "429" and b"retry-after:" not in head.lower() else status

    async def calls(self, ends: float, left: list[int]) -> None:
        """Calls until the time or the requests are over; who is told to come again does so a little later."""
        while left[0] > 0 and time.monotonic() < ends:
            left[0] -= 1
            try:
                status = await self.call()
            except (OSError, asyncio.IncompleteReadError) as error:
                status = type(error).__name__
                self.close()
            self.counts[status] += 1
            if status == "429":
                await asyncio.sleep(0.05)
        self.close()

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def load(port: int, callers: int, requests: int, seconds: float) -> tuple[Counter[str], list[float], float]:
    """What became of the requests: how many of each status, the times of those, and how long it took."""
    counts, times, left, start = Counter[str](), list[float](), [requests], time.monotonic()
    await asyncio.gather(*(Caller(port, counts, times).calls(start + seconds, left) for _ in range(callers)))
    return counts, times, time.monotonic() - start


def family(pid: int) -> list[int]:
    """The process and its children."""
    tasks = Path(f"/proc/{pid}/task").iterdir()  # workers are started by threads of the server
    children = " ".join((task / "children").read_text() for task in tasks)
    return [pid, *map(int, children.split())]


def memory(pid: int) -> str:
    """What each process holds, in MiB."""
    page = os.sysconf("SC_PAGE_SIZE")
    held = (int(Path(f"/proc/{one}/statm").read_text().split()[1]) * page // MIB for one in family(pid))
    return " + ".join(map(str, held))


def processor(pid: int) -> float:
    """Seconds of the processors that the processes took; a worker that has ended counts with its parent."""
    fields = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in family(pid))
    return sum(sum(map(int, one[11:15])) for one in fields) / os.sysconf("SC_CLK_TCK")


def told(name: str, counts: Counter[str], times: list[float], seconds: float) -> None:
    ordered = sorted(times)
    middle, late = (ordered[int(len(ordered) * part)] * 1000 for part in (0.5, 0.99))
    statuses = ", ".join(f"{status} × {count}" for status, count in sorted(counts.items()))
    print(
        f"{name:<22}{sum(counts.values()) / seconds:7.1f} /s   median {middle:.0f} ms, p99 {late:.0f} ms   {statuses}", flush=True
    )


def main(requests: int, seconds: float) -> int:
    with serving() as (process, port):
        asyncio.run(load(port, CALLERS, 2 * CALLERS, 60))
        print(f"memory, server + workers, MiB: {memory(process.pid)}", flush=True)
        everything = Counter[str]()
        for part in (0.1, 0.4, 0.5):
            used = processor(process.pid)
            counts, times, took = asyncio.run(load(port, CALLERS, int(requests * part), 1e9))
            everything += counts
            told(f"{CALLERS} callers", counts, times, took)
            spent = (processor(process.pid) - used) / sum(counts.values()) * 1000
            print(
                f"  after {sum(everything.values()):6}: memory {memory(process.pid)}; {spent:.1f} ms of the processors a request",
                flush=True,
            )
        crowd, times, took = asyncio.run(load(port, CROWD, sys.maxsize, seconds))
        told(f"{CROWD} callers", crowd, times, took)
        print(f"  memory {memory(process.pid)}")
        counts, times, took = asyncio.run(load(port, CALLERS, 200, 60))
        told(f"{CALLERS} callers again", counts, times, took)
    return 0 if set(everything) == {"200"} and set(crowd) == {"200", "429"} and set(counts) == {"200"} else 1


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(arguments + [10_000, 60][len(arguments) :])))
