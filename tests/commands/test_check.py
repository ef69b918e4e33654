"""`goalconv check`: its forms, its exit status, its profiles; run as a user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import goalconv

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]
FORMS = ("full", "concise", "json", "sarif", "github")


def run(*arguments: object, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [*COMMAND, "check", *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, env=environment, check=False
    )


@pytest.fixture
def folder(tmp_path: Path, seed_path: Path) -> Path:
    """clean.txt without a finding, seed.txt with warnings, wrong.txt with an error, broken.xlsx that cannot be read."""
    clean = ["甲单位2025年项目支出绩效目标表", "单位：万元", "项目名称\t总计\t绩效目标\t绩效指标",
             "甲项目\t5.00\t保障运转。\t1、产出指标；数量指标；床位；年度指标值：≥5张。2、效益指标；社会效益指标；就业；年度指标值：提升。"
             "3、满意度指标；服务对象满意度指标；满意度；年度指标值：≥90%。"]  # fmt: skip
    (tmp_path / "clean.txt").write_text("\n".join(clean), encoding="utf-8")
    (tmp_path / "seed.txt").write_bytes(seed_path.read_bytes())
    wrong = seed_path.read_text(encoding="utf-8").replace("34,005.54", "34,100.00")
    (tmp_path / "wrong.txt").write_text(wrong, encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04junk")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["clean.txt"], 0), (["seed.txt"], 0), (["wrong.txt"], 1), (["broken.xlsx"], 2), (["clean.txt", "wrong.txt", "seed.txt"], 1),
        (["wrong.txt", "broken.xlsx", "clean.txt"], 2), (["seed.txt", "--fail-on", "warning"], 1), (["clean.txt", "--fail-on", "note"], 0),
        (["seed.txt", "--fail-on", "note"], 1), (["none.txt"], 2), (["seed.txt", "--fail-on", "grave"], 2), (["seed.txt", "--output-format", "xml"], 2),
    ],
)  # fmt: skip
def test_the_exit_status_is_that_of_the_worst_file(folder: Path, arguments: list[str], status: int) -> None:
    for form in FORMS if "--output-format" not in arguments else ():
        assert run(*arguments, "--output-format", form, cwd=folder).returncode == status
    assert run(*arguments, cwd=folder).returncode == status


def test_all_files_are_checked_though_one_cannot_be_read(folder: Path) -> None:
    done = run("broken.xlsx", "seed.txt", "clean.txt", cwd=folder)
    shown = done.stdout.decode()
    assert "GC104" in done.stderr.decode()
    assert "seed.txt: 3 个单位" in shown
    assert "clean.txt: 1 个单位" in shown
    assert shown.splitlines()[-1] == "共 3 个文件: 8 个警告, 5 个提示; 1 个无法读取"


def test_the_gravest_stand_last_with_the_summary_below(folder: Path) -> None:
    lines = run("wrong.txt", cwd=folder).stdout.decode().splitlines()
    severities = [line[:2] for line in lines if re.match(r"(提示|警告|错误)\[", line)]
    assert severities == sorted(severities, key=["提示", "警告", "错误"].index)
    assert severities[-1] == "错误"
    assert lines[-1].startswith("3 个单位, 47 个项目, 289 项指标; ")


def test_findings_that_say_the_same_are_one_with_a_count(tmp_path: Path) -> None:
    rows = "".join("甲项目\t5.00\t保障运转。\t1、产出指标；床位指标；床位；年度指标值：≥5张。\n" for _ in range(8))
    (tmp_path / "a.txt").write_text(
        f"甲2025年绩效目标表\n单位：万元\n项目名称\t总计\t绩效目标\t绩效指标\n{rows}", encoding="utf-8"
    )
    shown = run("a.txt", cwd=tmp_path).stdout.decode()
    assert shown.count("GC504") == 1
    line = shown[shown.index("GC504") :].splitlines()[2]
    assert line.startswith("  共 8 处, 另见 第5行 ")
    assert line.count("; ") == 4
    assert line.endswith(" 等")


def test_concise_has_one_line_a_finding_with_line_and_column(folder: Path) -> None:
    lines = run("seed.txt", "broken.xlsx", "--output-format", "concise", cwd=folder).stdout.decode().splitlines()
    assert len(lines) == 14
    assert lines[0].startswith("seed.txt:32:133: 警告 GC301 ")
    assert lines[-1].startswith("broken.xlsx: 错误 GC104 ")


def test_concise_names_cells_as_excel_does(folder: Path, root: Path) -> None:
    shown = run(root / "examples" / "indicators-2025.xlsx", "--output-format", "concise", cwd=folder).stdout.decode()
    assert "indicators-2025.xlsx:项目绩效目标表!A17: 提示 GC505" in shown


def test_json_is_the_same_object_in_both_languages_but_for_its_words(folder: Path) -> None:
    given: dict[str, Any] = {}
    for language in ("zh", "en"):
        done = run("seed.txt", "broken.xlsx", "--output-format", "json", "--lang", language, cwd=folder)
        assert done.stderr == b""
        given[language] = json.loads(done.stdout)
    chinese, english = given["zh"], given["en"]
    assert list(chinese) == ["version", "files", "findings", "account", "ledger"]
    assert [file["path"] for file in chinese["files"]] == ["seed.txt", "broken.xlsx"]
    assert [file["read"] for file in chinese["files"]] == [True, False]
    assert chinese["account"] == {"source": 20555, "fields": 14441, "labels": 6114, "unexplained": 0}
    assert {entry["code"]: entry["count"] for entry in chinese["ledger"]} == {"GC213": 11, "GC307": 338}
    kept = ("file", "table", "code", "severity", "pointer")
    assert [[one[key] for key in kept] for one in chinese["findings"]] == [
        [one[key] for key in kept] for one in english["findings"]
    ]
    gap = next(one for one in english["findings"] if one["code"] == "GC402")
    assert (gap["place"]["line"], gap["place"]["column"]) == (11, 11)
    assert (gap["place"]["text"], gap["parameters"]["declared"]) == ("line 11, column 11", "34,005.54")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_follows_its_schema(folder: Path, root: Path, language: str) -> None:
    (folder / "单位 表.xlsx").write_bytes((root / "examples" / "indicators-2025.xlsx").read_bytes())
    form = goalconv.read(root / "tests" / "cases" / "declaration" / "two-sided.txt").table
    goalconv.write(form, folder / "form.docx", options=goalconv.WriteOptions("declaration"))
    arguments = ["wrong.txt", "broken.xlsx", "单位 表.xlsx", folder / "form.docx", "clean.txt"]
    log = json.loads(run(*arguments, "--output-format", "sarif", "--lang", language, cwd=folder).stdout)
    schema = json.loads((root / "tests" / "cases" / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    (one,) = log["runs"]
    assert [rule["id"] for rule in one["tool"]["driver"]["rules"]] == sorted({result["ruleId"] for result in one["results"]})
    assert all(one["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in one["results"])
    places = {result["ruleId"]: result["locations"][0] for result in one["results"]}
    assert places["GC501"]["physicalLocation"]["region"] == {"startLine": 27, "startColumn": 242}
    assert places["GC206"]["physicalLocation"]["artifactLocation"]["uri"] == "%E5%8D%95%E4%BD%8D%20%E8%A1%A8.xlsx"
    assert places["GC206"]["logicalLocations"][0] == {"fullyQualifiedName": "项目绩效目标表!A1", "kind": "cell"}
    assert one["invocations"] == [{"executionSuccessful": False}]


def test_github_annotations_hold_on_one_line_and_name_no_other_property(folder: Path, seed_path: Path) -> None:
    text = seed_path.read_text(encoding="utf-8").replace("3,078.00", "100%,file=b.txt::::error")
    (folder / "a,b:c.txt").write_text(text, encoding="utf-8")
    lines = run("a,b:c.txt", "--output-format", "github", cwd=folder).stdout.decode().splitlines()
    wrong = next(line for line in lines if "GC401" in line)
    assert wrong.startswith("::error file=a%2Cb%3Ac.txt,line=12,col=8,title=GC401::")
    assert "100%25,file=b.txt::::error" in wrong
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in lines)


def test_text_of_a_document_cannot_act_on_the_terminal_in_any_form(folder: Path, seed_path: Path) -> None:
    (folder / "a.txt").write_text(seed_path.read_text(encoding="utf-8").replace("3,078.00", "\x1b[2J"), encoding="utf-8")
    for form in FORMS:
        assert b"\x1b" not in run("a.txt", "--output-format", form, cwd=folder).stdout


def test_standard_input_is_a_file_like_others(folder: Path) -> None:
    done = run("-", "--output-format", "concise", cwd=folder, stdin=(folder / "seed.txt").read_bytes())
    assert done.stdout.decode().startswith("-:32:133: ")


def test_every_table_of_a_file_is_checked(folder: Path, root: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name in ("甲", "乙"):
        sheet = book.create_sheet(name)
        for line in (folder / "clean.txt").read_text(encoding="utf-8").replace("5.00", "五").split("\n"):
            sheet.append(line.split("\t"))
    del book["Sheet"]
    book.save(folder / "two.xlsx")
    lines = run("two.xlsx", "--output-format", "concise", cwd=folder).stdout.decode().splitlines()
    assert {line.split("!")[0] for line in lines if "GC401" in line} <= {"two.xlsx:甲", "two.xlsx:乙"}


def test_a_profile_decides_what_is_found_and_how_grave_it_is(folder: Path) -> None:
    (folder / "mine.toml").write_text(
        'ignore = ["GC601"]\nrequired_fields = ["implementing_unit"]\n[severity]\nGC402 = "error"\n', encoding="utf-8"
    )
    done = run("seed.txt", "--profile", "mine.toml", "--output-format", "concise", cwd=folder)
    shown = done.stdout.decode()
    assert done.returncode == 1
    assert "错误 GC402" in shown
    assert "GC601" not in shown
    assert shown.count("GC651") == 47
    assert "没有填写“实施单位”" in shown


def test_a_wrong_profile_is_said_once_before_anything_is_read(folder: Path) -> None:
    (folder / "mine.toml").write_text("tolerence = 0.5\n", encoding="utf-8")
    done = run("seed.txt", "none.txt", "--profile", "mine.toml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "没有“tolerence”这一项; 是否指 tolerance?" in done.stderr.decode()
