"""The server itself, over real sockets: callers who are slow, or send too much, and the command that starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from goalconv.service.settings import Settings
from servers import COMMAND, serving


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(Settings(workers=1, head_time=0.3, body_time=0.3, body=1 << 20)) as port:
        yield port


def said(port: int, *pieces: bytes) -> bytes:
    """All that the server answers to the pieces until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
        answer = b""
        try:
            for piece in pieces:
                caller.sendall(piece)
            while got := caller.recv(1 << 16):
                answer += got
        except ConnectionError:  # closed while we were still sending
            pass
        return answer


def test_a_caller_who_never_ends_its_head_is_cut_off(port: int) -> None:
    assert said(port) == b""
    assert said(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") == b""


def test_a_caller_who_never_ends_its_body_is_told_so(port: int) -> None:
    answer = said(port, b"POST /v1/parse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nabc")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"HTTP408"' in answer


def test_a_head_of_a_megabyte_is_refused(port: int) -> None:
    answer = said(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * (1 << 20) + b"\r\n\r\n")
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


def test_what_is_over_the_limit_is_refused_before_it_has_all_come(port: int) -> None:
    head = b"POST /v1/parse HTTP/1.1\r\nHost: localhost\r\n"
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for answer in (
        said(port, head + b"Content-Length: 99999999\r\n\r\n"),
        said(port, head + b"Transfer-Encoding: chunked\r\n\r\n", *[piece] * 17),
    ):
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"connection: close" in answer.lower()


def test_a_file_name_cannot_add_a_header(port: int, seed_path: Path) -> None:
    for name, wanted in {
        "../../x.txt": "x.json", "C:\\Windows\\表.txt": "%E8%A1%A8.json", "a\r\nSet-Cookie: b.txt": "aSet-Cookie%3A%20b.json", "": "goal-table.json",
    }.items():  # fmt: skip
        answer = httpx.post(
            f"http://127.0.0.1:{port}/v1/convert", params={"filename": name}, content=seed_path.read_bytes(), timeout=60
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].endswith(f"filename*=UTF-8''{wanted}")
        assert "set-cookie" not in answer.headers


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_logs_no_name_and_ends_on_request(told: signal.Signals, seed_path: Path) -> None:
    with subprocess.Popen([*COMMAND, "--port", "0", "--workers", "1"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
            assert found
            answer = httpx.post(
                found[0] + "v1/check", params={"filename": "机密.txt"}, content=seed_path.read_bytes(), timeout=60
            )
            assert answer.status_code == 200
        finally:
            process.send_signal(told)
        rest = process.stderr.read()
    assert process.returncode == 0
    assert re.search(rf"INFO {answer.headers['x-request-id']} POST /v1/check 200 {len(answer.content)} \d+\.\d+$", rest, re.M)
    assert "机密" not in rest
    assert "Traceback" not in rest


def test_without_the_extra_the_command_says_what_to_install() -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from goalconv.cli import main; main(['serve'])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ})
    assert ended.returncode == 2
    assert "GC950" in ended.stderr
    assert "goalconv[serve]" in ended.stderr


def test_a_store_that_cannot_be_used_is_said_to_be(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, but the only copy of something", encoding="utf-8")
    for path in (tmp_path / "none" / "jobs.sqlite", other):
        ended = subprocess.run([*COMMAND, "--port", "0", "--store", str(path)], capture_output=True, text=True, check=False)
        assert ended.returncode == 2
        assert "GC954" in ended.stderr
        assert "Traceback" not in ended.stderr
    assert other.read_text(encoding="utf-8").startswith("not a database")


def test_a_port_that_is_taken_is_said_to_be(port: int) -> None:
    ended = subprocess.run([*COMMAND, "--port", str(port)], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "GC953" in ended.stderr
