"""The cases of hostile and awkward input that are texts, names and streams, and where every numbered case is tried."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import goalconv
from attacks import attacks
from documents import funding, project, table
from goalconv.converters.amounts import parse_amount

FORMATS = ("text", "csv", "xlsx", "docx", "html", "json")
COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]

ELSEWHERE = {
    23: "checks/test_money.py", 26: "hostile/test_cases.py", 27: "hostile/test_cases.py", 28: "writers/test_pdf.py", 29: "writers/test_html.py",
    30: "writers/test_html.py", 31: "commands/test_check.py", 32: "commands/test_check.py", 33: "commands/test_convert.py", 36: "writers/test_xlsx.py",
    37: "hostile/test_cases.py", 38: "checks/test_money.py", 39: "hostile/test_cases.py", 40: "readers/test_xlsx.py", 41: "readers/test_xlsx.py",
    42: "readers/test_xlsx.py", 43: "checks/test_money.py", 44: "test_indicators.py", 45: "hostile/test_linear.py", 46: "layouts/test_published.py",
    47: "test_several_tables.py", 49: "hostile/test_cases.py", 52: "hostile/test_mutants.py", 54: "hostile/test_outputs.py",
    55: "hostile/test_outputs.py", 56: "hostile/test_outputs.py", 57: "test_deterministic.py", 60: "writers/test_pdf_archive.py",
    61: "hostile/test_cases.py", 62: "hostile/test_cases.py", 63: "test_profiles.py", 64: "test_formats.py", 65: "batch/test_run.py",
    66: "batch/test_plan.py", 67: "batch/test_run.py", 68: "service/test_api.py", 69: "service/test_api.py", 70: "service/test_api.py",
    71: "service/test_api.py", 72: "service/test_api.py", 73: "service/test_api.py",
}  # fmt: skip
"""Cases that are not in `attacks`, with the file that holds their tests."""


def test_each_of_the_73_cases_is_tried_somewhere(root: Path) -> None:
    assert {attack.number for attack in attacks()} | set(ELSEWHERE) == set(range(1, 74))
    assert not [file for file in ELSEWHERE.values() if not (root / "tests" / file).is_file()]


STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    " =",
    "\u00a0=",
    "＝",
    "＋",
    "－",
    "＠",
    "'",
    "''=",
    "'=",
    "'+",
    "=cmd|'/c calc'!A1",
    "-1",
    "+1",
    "-",
    "=1+1",
)


@pytest.mark.parametrize("start", STARTS)
def test_what_a_spreadsheet_would_run_is_text_in_every_format(start: str) -> None:
    text = (start + "1项目；x,=2").replace("\r", "").strip()
    document = table(project(name=text, goal=text))
    for name in FORMATS:
        written = goalconv.write_bytes(document, name).data
        (reading,) = goalconv.read_bytes(written, format=name)
        assert reading.table == document, name


@given(st.text("=+-@'\" \t1,；a；＝", min_size=1, max_size=8).map(str.strip).filter(bool))
def test_no_cell_of_a_csv_begins_like_a_formula_and_all_come_back(text: str) -> None:
    document = table(project(goal=text + "。", name="x" + text))
    written = goalconv.write_bytes(document, "csv").data
    (reading,) = goalconv.read_bytes(written, format="csv")
    assert reading.table == document
    import csv
    import io

    for row in csv.reader(io.StringIO(written.decode("utf-8-sig"))):
        for cell in row:
            bare = cell.lstrip()
            assert not bare.startswith(("=", "@"))
            assert not (bare.startswith(("+", "-")) and any(char.isalpha() for char in bare))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50", "1234.50"), ("12.345", "12.345"), ("０１２．５０", "012.50"), ("－12", "-12"), ("0", "0"), ("0.00", "0.00"), ("9" * 16, "9" * 16),
        ("1.123456", "1.123456"), ("1,23,4.5", None), ("1e5", None), ("--", None), ("（12.00）", None), ("12万元", None), ("٣", None), ("1_000", None),
        ("NaN", None), ("Infinity", None), ("1e999999999", None), ("9" * 17, None), ("9" * 5_000, None), ("1.1234567", None), ("1.00\n2", None),
        ("+-1", None), ("0x10", None), ("1 2", None), ("", None), ("-", None), ("/", None), ("无", None), (".5", None), ("1.", None),
    ],
)  # fmt: skip
def test_an_amount_is_exact_or_none(text: str, amount: str | None) -> None:
    found = parse_amount(text)
    assert (None if found is None else str(found)) == (None if amount is None else str(Decimal(amount)))


@pytest.mark.parametrize("name", FORMATS)
def test_blank_nought_and_nought_with_decimals_differ_in_every_format(name: str) -> None:
    projects = [
        project(name=f"项目{number}", funding=funding(total))
        for number, total in enumerate(("0", "0.00", "0.0", None, "1.10", "1.1"))
    ]
    document = table(*projects)
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(document, name).data, format=name)
    assert [str(one.funding.total) if one.funding else "None" for one in reading.table.units[0].projects] == [
        "0",
        "0.00",
        "0.0",
        "None",
        "1.10",
        "1.1",
    ]


@pytest.mark.parametrize(
    "text",
    ["a\tb", "a\nb", "a\n\nb", "a  b", "a\u3000b", "a\u2028b", "a\u00a0b", "a_x000D_b", "a\ufe0fb", "𠮷\U00031350", "e\u0301"],
)
def test_blanks_and_rare_characters_come_back_as_they_are(text: str) -> None:
    document = table(project(goal=text))
    for name in FORMATS:
        (reading,) = goalconv.read_bytes(goalconv.write_bytes(document, name).data, format=name)
        assert reading.table == document, name


@pytest.mark.parametrize("character", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_no_file_can_hold_is_refused_by_every_writer_with_its_pointer(character: str) -> None:
    document = table(project(goal=f"前{character}后"))
    for name in (*FORMATS, "pdf", "jsonl"):
        with pytest.raises(goalconv.UnwritableError) as caught:
            goalconv.write_bytes(document, name)
        assert (caught.value.finding.code, caught.value.finding.pointer) == ("GC801", "/units/0/projects/0/goal")


@pytest.mark.parametrize(("text", "told"), [("甲\u202e乙", "U+202E"), ("甲\u200b乙\u2066", "U+200B, U+2066"), ("甲\u00ad乙", "U+00AD"), ("甲\U000e0041", "U+E0041"), ("葛\U000e0100", ""), ("甲乙", "")])  # fmt: skip
def test_what_is_not_seen_is_kept_and_told_at_its_cell(text: str, told: str) -> None:
    document = table(project(goal=text))
    for name in FORMATS:
        (reading,) = goalconv.read_bytes(goalconv.write_bytes(document, name).data, format=name)
        assert reading.table.units[0].projects[0].goal == text
        found = [finding for finding in reading.findings if finding.code == "GC147"]
        assert [finding.parameters["characters"] for finding in found] == [told] * bool(told)
        assert all(finding.place is not None or name == "json" for finding in found)


NAMES = [
    "a&b.txt",
    "--help.txt",
    "-rf.txt",
    "a b.txt",
    "绩效😀.txt",
    "%PATH%.txt",
    "a'b\"c.txt",
    "a;b$(x)`y`.txt",
    "a\nb.txt",
    "点.txt.",
    "a" * 200 + ".txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_a_name_and_nothing_else(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(goalconv.write_bytes(table(), "text").data)
    before = sorted(path.name for path in tmp_path.iterdir())
    done = subprocess.run([*COMMAND, "convert", "--to", "json", "--", name], capture_output=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 0, done.stderr
    assert goalconv.read_bytes(done.stdout, format="json")[0].table == table()
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
def test_a_console_of_any_encoding_gets_its_message(encoding: str, tmp_path: Path) -> None:
    source = tmp_path / "表.txt"
    source.write_bytes(goalconv.write_bytes(table(project(goal="✓ ² € •\u00a0\u200b𠮷")), "text").data)
    done = subprocess.run(
        [*COMMAND, "check", str(source)],
        capture_output=True,
        env={"PYTHONIOENCODING": encoding, "PATH": "/usr/bin:/bin"},
        timeout=60,
    )
    assert done.returncode in (0, 1), done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("given_", [b"", b"\n", b"x"])
def test_standard_input_without_a_table_is_status_2(given_: bytes) -> None:
    done = subprocess.run([*COMMAND, "convert", "-", "--to", "json"], input=given_, capture_output=True, cwd="/", timeout=60)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_traceback(seed_path: Path) -> None:
    line = (
        f"'{sys.executable}' -c 'from goalconv.cli import main; main()' convert '{seed_path}' --to json | head -c 10 >/dev/null"
    )
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd="/", timeout=60)
    assert b"Traceback" not in done.stderr, done.stderr
