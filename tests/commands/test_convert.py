"""The command, run as a user runs it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from msgspec import structs

import goalconv

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def run(*arguments: object, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, env=environment, check=False
    )


def test_one_command_gives_all_formats_and_each_but_pdf_reads_back(
    tmp_path: Path, seed_path: Path, seed: goalconv.Reading
) -> None:
    done = run("convert", seed_path, "--to", "text,xlsx,docx,pdf,json", "-O", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert "3 个单位, 47 个项目, 289 项指标" in done.stderr.decode()
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".txt", ".xlsx", ".docx", ".pdf", ".json"}
    for suffix in (".txt", ".xlsx", ".docx", ".json"):
        assert goalconv.read(tmp_path / "out" / f"liwan-2025{suffix}").table == seed.table


def test_a_pdf_carries_the_document_unless_it_is_left_out(tmp_path: Path, seed_path: Path) -> None:
    for name, option in (("with.pdf", ()), ("without.pdf", ("--no-attach",))):
        done = run("convert", seed_path, "-o", name, *option, cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
    attached = pypdf.PdfReader(tmp_path / "with.pdf").attachments
    assert attached["goal-table.json"] == [goalconv.write_bytes(goalconv.read(seed_path).table, "json").data]
    assert not pypdf.PdfReader(tmp_path / "without.pdf").attachments


def test_a_record_that_disagrees_is_told_and_the_page_is_taken(tmp_path: Path, seed: goalconv.Reading) -> None:
    changed = structs.replace(seed.table, currency_unit="元")
    writer = pypdf.PdfWriter()
    plain = goalconv.write_bytes(seed.table, "pdf", options=goalconv.WriteOptions(attach=False)).data
    writer.append(io.BytesIO(plain))
    writer.add_attachment("goal-table.json", goalconv.write_bytes(changed, "json").data)
    writer.write(tmp_path / "x.pdf")
    done = run("convert", "x.pdf", "-o", "x.json", cwd=tmp_path)
    assert done.returncode == 0
    assert "GC236" in done.stderr.decode()
    assert "/currency_unit" in done.stderr.decode()
    assert json.loads((tmp_path / "x.json").read_bytes())["currency_unit"] == "万元"
    assert run("check", "x.pdf", cwd=tmp_path).returncode == 1


def test_standard_input_and_output(tmp_path: Path, seed_path: Path) -> None:
    most = "input_bytes=900000000000000"  # more than any machine has: room is made for what there is
    done = run("convert", "-", "--from", "text", "--to", "json", "--limit", most, cwd=tmp_path, stdin=seed_path.read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["funding"]["total"] == "34545.04"


def test_an_existing_output_is_kept_unless_forced(tmp_path: Path, seed_path: Path) -> None:
    (tmp_path / "a.json").write_text("mine")
    done = run("convert", seed_path, "-o", "a.json", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "a.json").read_text()) == (2, "mine")
    assert "GC804" in done.stderr.decode()
    assert run("convert", seed_path, "-o", "a.json", "--force", cwd=tmp_path).returncode == 0


def test_one_output_that_exists_stops_all_of_them(tmp_path: Path, seed_path: Path) -> None:
    (tmp_path / "liwan-2025.json").write_text("mine")
    assert run("convert", seed_path, "--to", "text,json", "-O", ".", cwd=tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["liwan-2025.json"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "GC101"), (b"\xff\xfe\xff", "a.txt", "GC102"), (b"PK\x03\x04junk", "a.xlsx", "GC104"), (b"<html></html>", "a.docx", "GC103"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx", "GC103"), ("只是一段文字\n".encode(), "a.txt", "GC108"), (b"{", "a.json", "GC701"),
        (b"%PDF-1.7", "a.pdf", "GC104"),
    ],
)  # fmt: skip
def test_bad_input_gives_one_coded_message_and_no_output(tmp_path: Path, content: bytes, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("convert", name, "-o", "out.json", cwd=tmp_path)
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert code in message
    assert "提示:" in message
    assert "Traceback" not in message
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == content


def test_a_document_with_a_control_character_is_refused_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"currency_unit":"元","title":"a\\u0007b"}', encoding="utf-8")
    for form in ("text", "xlsx", "docx", "pdf", "json"):
        done = run("convert", "a.json", "--to", form, "-O", "out", cwd=tmp_path)
        assert done.returncode == 2
        assert "GC801" in done.stderr.decode()
        assert "U+0007" in done.stderr.decode()
        assert not (tmp_path / "out").exists()


def test_check_prints_places_and_the_account_and_ends_by_what_it_found(tmp_path: Path, seed_path: Path) -> None:
    clean = run("check", seed_path, cwd=tmp_path)
    assert clean.returncode == 0
    assert "第32行 第133列" in clean.stdout.decode()
    assert "共 20555, 归入数据 14441, 标签与分隔 6114, 未归入 0" in clean.stdout.decode()
    bad = seed_path.read_text(encoding="utf-8").replace("3,078.00", "三千万")
    (tmp_path / "bad.txt").write_text(bad, encoding="utf-8")
    found = run("check", "bad.txt", cwd=tmp_path)
    assert found.returncode == 1
    assert "错误[GC401]" in found.stdout.decode()


def test_text_of_a_document_cannot_act_on_the_terminal(tmp_path: Path, seed_path: Path) -> None:
    (tmp_path / "a.txt").write_text(seed_path.read_text(encoding="utf-8").replace("3,078.00", "\x1b[2J"), encoding="utf-8")
    assert b"\x1b" not in run("check", "a.txt", cwd=tmp_path).stdout


def test_schema_formats_version_and_help(tmp_path: Path) -> None:
    assert json.loads(run("schema", cwd=tmp_path).stdout)["$id"] == "urn:goalconv:goal-table:1.0"
    assert b"xlsx" in run("formats", cwd=tmp_path).stdout
    assert run("--version", cwd=tmp_path).stdout.decode() == f"goalconv {goalconv.__version__}\n"
    shown = run("convert", "--help", cwd=tmp_path).stdout.decode()
    assert shown.index("示例:") < shown.index("选项:")


def test_wrong_use_is_status_2(tmp_path: Path, seed_path: Path) -> None:
    assert run("convert", seed_path, cwd=tmp_path).returncode == 2
    assert run("convert", seed_path, "-o", "a.json", "--to", "json,xlsx", cwd=tmp_path).returncode == 2
    assert run("convert", seed_path, "-o", "a.odt", cwd=tmp_path).returncode == 2
