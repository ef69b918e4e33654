"""`goalconv diff`, run as a user runs it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

import goalconv

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def run(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "GOALCONV_LANG": "zh"} | environment
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=cwd, capture_output=True, env=surroundings, check=False)


@pytest.fixture
def drafts(tmp_path: Path, seed_path: Path) -> Path:
    """A first draft as text, and a second one that was edited, as a Word document of forms."""
    text = seed_path.read_text(encoding="utf-8")
    (tmp_path / "一稿.txt").write_text(text, encoding="utf-8")
    edited = text.replace("3,078.00", "3,178.00").replace("应保尽保", "全部覆盖", 1).replace("≥82%", "≥85%", 1)
    (tmp_path / "edited.txt").write_text(edited, encoding="utf-8")
    table = goalconv.read(tmp_path / "edited.txt").table
    goalconv.write(table, tmp_path / "二稿.docx", options=goalconv.WriteOptions(layout="declaration"))
    return tmp_path


def test_the_same_table_in_another_format_and_layout_is_status_0(drafts: Path) -> None:
    done = run("diff", "edited.txt", "二稿.docx", cwd=drafts)
    assert (done.returncode, done.stdout.decode()) == (0, "两张表没有差别\n")


def test_a_changed_table_is_status_1_and_the_changes_are_told(drafts: Path) -> None:
    done = run("diff", "一稿.txt", "二稿.docx", cwd=drafts)
    shown = done.stdout.decode()
    assert done.returncode == 1
    assert "3,078.00 → 3,178.00  (+100.00)" in shown
    assert "[-应保尽保-]{+全部覆盖+}" in shown
    assert "要求提高 (+3)" in shown
    assert "\x1b" not in shown


def test_no_line_is_wider_than_the_terminal(drafts: Path) -> None:
    from goalconv.converters.display import columns

    for width in (40, 60, 80, 140):
        shown = run("diff", "一稿.txt", "二稿.docx", cwd=drafts, COLUMNS=str(width)).stdout.decode()
        assert max(map(columns, shown.splitlines())) <= width


def test_an_unreadable_table_is_status_2(drafts: Path) -> None:
    (drafts / "bad.xlsx").write_bytes(b"no workbook")
    done = run("diff", "一稿.txt", "bad.xlsx", cwd=drafts)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "GC103" in done.stderr.decode()


def test_it_can_be_told_as_json(drafts: Path) -> None:
    document = json.loads(run("diff", "一稿.txt", "二稿.docx", "--output-format", "json", cwd=drafts).stdout)
    assert document["same"] is False
    assert {
        "field": "funding/total", "label": "总计", "old": "3,078.00", "new": "3,178.00", "difference": "100.00", "judgement": None, "marks": [],
    } in document["changes"][0]["fields"]  # fmt: skip


def test_it_can_be_kept_as_a_page_and_as_a_workbook(drafts: Path) -> None:
    for name in ("变化.html", "变化.xlsx"):
        assert run("diff", "一稿.txt", "二稿.docx", "-o", name, cwd=drafts).returncode == 1
    page = LexborHTMLParser((drafts / "变化.html").read_text(encoding="utf-8"))
    assert "应保尽保" in {node.text() for node in page.css("del")}
    assert "全部覆盖" in {node.text() for node in page.css("ins")}
    assert page.css("script, link, img, a, form") == []
    sheet = openpyxl.load_workbook(io.BytesIO((drafts / "变化.xlsx").read_bytes())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert ["修改", "项目", "广州市荔湾区民政局", "特困人员供养", None, "总计", "3,078.00", "3,178.00", 100, None, None] in rows


def test_an_existing_output_is_kept_and_a_wrong_call_is_status_2(drafts: Path) -> None:
    (drafts / "out.html").write_text("mine")
    assert run("diff", "一稿.txt", "二稿.docx", "-o", "out.html", cwd=drafts).returncode == 2
    assert (drafts / "out.html").read_text() == "mine"
    assert run("diff", "一稿.txt", "二稿.docx", "-o", "out.pdf", cwd=drafts).returncode == 2
    assert run("diff", "-", "-", cwd=drafts).returncode == 2


def test_a_chinese_console_that_knows_gbk_alone_shows_it(drafts: Path) -> None:
    done = run("diff", "一稿.txt", "二稿.docx", cwd=drafts, PYTHONIOENCODING="gbk")
    assert "3,078.00 → 3,178.00" in done.stdout.decode("gbk")


def test_names_cannot_act_on_the_terminal_or_the_page(tmp_path: Path) -> None:
    for number, name in enumerate(("甲\u202e乙<b>", "丙<script>")):
        extensions = {"\u202e栏": f"{name}\u202e"}
        unit = goalconv.Unit(name="甲", projects=(goalconv.Project(name=name, goal="x", extensions=extensions),))
        table = goalconv.GoalTable(currency_unit="元", units=(unit,))
        goalconv.write(table, tmp_path / f"{number}.json")
    shown = run("diff", "0.json", "1.json", cwd=tmp_path).stdout.decode()
    assert "\u202e" not in shown
    page = run("diff", "0.json", "1.json", "--output-format", "html", cwd=tmp_path).stdout.decode()
    assert LexborHTMLParser(page).css("b, script") == []
