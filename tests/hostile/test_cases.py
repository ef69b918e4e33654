"""The cases of hostile and awkward input that are texts, names and streams, and where every numbered case is tried."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import goalconv
from attacks import attacks, packed, parts
from documents import funding, project, table
from goalconv.converters.amounts import parse_amount

FORMATS = ("text", "csv", "xlsx", "docx", "html", "json")
COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]

ELSEWHERE = {
    23: "hostile/test_cases.py::test_a_sum_that_the_workbook_states_wrongly_is_kept_and_told",
    26: "hostile/test_cases.py::test_what_a_spreadsheet_would_run_is_text_in_every_format hostile/test_nasty_texts.py::test_every_writer_holds_a_text_as_text",
    27: "hostile/test_cases.py::test_what_a_spreadsheet_would_run_is_text_in_every_format hostile/test_nasty_texts.py::test_every_writer_holds_a_text_as_text",
    28: "hostile/test_nasty_texts.py::test_every_writer_holds_a_text_as_text writers/test_pdf.py::test_text_comes_back",
    29: "hostile/test_nasty_texts.py::test_every_writer_holds_a_text_as_text writers/test_pdf.py::test_text_comes_back",
    30: "hostile/test_nasty_texts.py::test_every_writer_holds_a_text_as_text writers/test_html.py::test_no_text_leaves_its_place service/test_page.py::test_nothing_of_a_document_is_code",
    31: "hostile/test_nasty_texts.py::test_no_report_lets_a_text_act commands/test_check.py::test_text_of_a_document_cannot_act_on_the_terminal_in_any_form",
    32: "hostile/test_nasty_texts.py::test_no_report_lets_a_text_act commands/test_check.py::test_github_annotations_hold_on_one_line_and_name_no_other_property",
    33: "hostile/test_cases.py::test_a_character_that_no_file_can_hold_is_refused_by_every_writer_with_its_pointer commands/test_convert.py::test_a_document_with_a_control_character_is_refused_in_every_format",
    36: "writers/test_xlsx.py::test_sheets_have_names_that_excel_accepts",
    37: "hostile/test_cases.py::test_an_amount_is_exact_or_none",
    38: "layouts/test_disclosure.py::test_a_missing_unit_of_account_is_an_error_and_one_in_a_label_is_taken hostile/test_cases.py::test_the_unit_of_account_is_the_one_that_is_stated",
    39: "hostile/test_cases.py::test_blank_nought_and_nought_with_decimals_differ_in_every_format layouts/test_disclosure.py::test_blank_zero_and_dash_stay_distinct",
    40: "readers/test_xlsx.py::test_numbers_are_shown_as_excel_shows_them",
    41: "readers/test_xlsx.py::test_digits_that_excel_did_not_keep_are_named",
    42: "readers/test_xlsx.py::test_built_in_formats_are_those_of_chinese_excel readers/test_xlsx.py::test_days_count_from_1904_where_the_workbook_says_so",
    43: "checks/test_money.py::test_it_fires_and_its_twin_does_not",
    44: "test_indicators.py::test_every_character_is_a_field_a_label_or_left_over test_indicators.py::test_numbers_that_restart_still_begin_items",
    45: "hostile/test_linear.py::test_twice_the_text_is_twice_the_work",
    46: "layouts/test_disclosure.py::test_columns_are_found_by_their_labels_in_any_order layouts/test_disclosure.py::test_a_column_the_model_does_not_know_is_kept_and_named readers/test_pdf_pages.py::test_wherever_the_page_ends_the_rows_are_the_same",
    47: "layouts/test_disclosure.py::test_two_tables_in_one_file_are_both_read test_several_tables.py::test_check_lists_every_table",
    49: "hostile/test_cases.py::test_blanks_and_rare_characters_come_back_as_they_are",
    52: "hostile/test_mutants.py::test_a_damaged_file_gives_a_table_or_our_error",
    54: "hostile/test_outputs.py::test_the_input_is_never_damaged_however_it_is_spelled hostile/test_outputs.py::test_a_full_disk_keeps_the_old_file_and_says_so hostile/test_outputs.py::test_a_folder_that_may_not_be_written_is_said_to_be",
    55: "hostile/test_outputs.py::test_killed_at_any_step_the_old_file_or_the_new_one_is_there hostile/test_outputs.py::test_a_write_that_the_user_stops_leaves_the_old_file_and_no_other",
    56: "hostile/test_outputs.py::test_of_writers_at_once_one_wins_and_nothing_is_mixed",
    57: "test_deterministic.py::test_the_process_around_it_makes_no_difference",
    60: "writers/test_pdf_archive.py::test_the_document_is_attached",
    61: "hostile/test_cases.py::test_a_file_name_is_a_name_and_nothing_else commands/test_manners.py::test_paths_longer_than_old_systems_allow_are_read_and_too_long_ones_refused",
    62: "hostile/test_cases.py::test_standard_input_without_a_table_is_status_2 hostile/test_cases.py::test_a_closed_standard_input_is_status_2 commands/test_manners.py::test_a_pipe_that_is_closed_ends_the_command_quietly commands/test_manners.py::test_standard_input_that_is_a_terminal_is_not_waited_for",
    63: "test_profiles.py::test_what_is_wrong_in_a_profile_is_said_with_what_may_be_meant",
    64: "test_plugins.py::test_what_is_built_in_is_not_shadowed test_plugins.py::test_the_sample_is_listed_with_its_origin",
    65: "batch/test_run.py::test_a_file_that_kills_its_process_costs_one_named_failure",
    66: "batch/test_plan.py::test_links_in_a_circle_end_and_a_file_is_read_once batch/test_plan.py::test_outputs_never_meet_also_where_case_does_not_count",
    67: "batch/test_run.py::test_a_run_that_was_cut_off_is_taken_up_where_it_was batch/test_run.py::test_a_budget_of_nothing_fails_every_file_and_ends",
    68: "service/test_api.py::test_a_body_over_the_limit_is_refused_with_and_without_a_length service/test_server.py::test_what_is_over_the_limit_is_refused_before_it_has_all_come service/test_server.py::test_a_caller_who_never_ends_its_head_is_cut_off service/test_server.py::test_a_head_of_a_megabyte_is_refused service/test_api.py::test_who_may_call service/test_jobs.py::test_a_form_that_is_none_is_refused service/test_api.py::test_a_form_of_a_thousand_parts_is_refused",
    69: "service/test_server.py::test_a_file_name_cannot_add_a_header",
    70: "service/test_jobs.py::test_an_id_that_is_none_is_not_found service/test_jobs.py::test_an_id_cannot_be_guessed service/test_jobs.py::test_what_is_deleted_or_over_its_time_is_gone_from_the_file_too",
    71: "service/test_api.py::test_who_may_call service/test_api.py::test_beyond_loopback_a_key_is_needed service/test_api.py::test_every_answer_is_guarded_and_carries_the_request_id",
    72: "service/test_api.py::test_too_many_at_once_are_told_to_come_again",
    73: "service/test_api.py::test_a_bug_says_nothing_of_the_document_to_anybody",
}  # fmt: skip
"""Cases that are not in `attacks`, with the tests that try them; each holds what must be refused beside what must still work."""


def test_each_of_the_73_cases_is_tried_by_tests_that_there_are(root: Path) -> None:
    assert {attack.number for attack in attacks()} | set(ELSEWHERE) == set(range(1, 74))
    for number, tests in ELSEWHERE.items():
        for test in tests.split():
            file, _, name = test.partition("::")
            assert f"def {name}(" in (root / "tests" / file).read_text(encoding="utf-8"), f"case {number}: {test}"


def test_each_attack_has_a_twin_that_is_read() -> None:
    read = {attack.number for attack in attacks() if not attack.outcome.startswith("GC")}
    assert {attack.number for attack in attacks()} - read == set()


def test_a_sum_that_the_workbook_states_wrongly_is_kept_and_told() -> None:
    for stated, told in (("10.00", False), ("12.00", True)):
        document = table(
            project(name="甲", funding=funding("4.00")), project(name="乙", funding=funding("6.00")), unit=funding("10.00")
        )
        data = goalconv.write_bytes(document, "xlsx", options=goalconv.WriteOptions(formulas=True)).data
        sheet = parts(data)["xl/worksheets/sheet1.xml"].decode()
        assert "<f>" in sheet
        changed_sheet = re.sub(r"(</f><v>)10(?:\.00?)?(</v>)", rf"\g<1>{stated}\g<2>", sheet)
        (reading,) = goalconv.read_bytes(
            packed(parts(data) | {"xl/worksheets/sheet1.xml": changed_sheet.encode()}), format="xlsx"
        )
        assert reading.table.units[0].funding is not None
        assert reading.table.units[0].funding.total == Decimal(stated)
        assert any(finding.code == "GC406" for finding in reading.findings) is told


@pytest.mark.parametrize(("line", "kept", "code"), [
    ("单位：元", "元", ""), ("单位：万元", "万元", ""), ("", "万元", "GC201"), ("单位：角", "万元", "GC201 GC202"), ("单位：元\n单位：万元", "元", "GC882"), ("单位：元\n单位：元", "元", ""),
])  # fmt: skip
def test_the_unit_of_account_is_the_one_that_is_stated(line: str, kept: str, code: str) -> None:
    text = f"甲单位2025年项目支出绩效目标表\n{line}\n项目名称\t年度资金总额\t绩效目标\n甲\t10.00\t好\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert reading.table.currency_unit == kept
    found = {finding.code for finding in reading.findings}
    assert found & {"GC201", "GC202", "GC882"} == set(code.split())


def test_a_line_whose_label_comes_again_is_kept_too() -> None:
    text = "甲单位2025年项目支出绩效目标表\n单位：万元\n备案号：一\n备案号：二\n备案号：三\n项目名称\t绩效目标\n甲\t好\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert reading.table.extensions == {"备案号": "一", "备案号(2)": "二", "备案号(3)": "三"}


def test_a_closed_standard_input_is_status_2() -> None:
    line = f"'{sys.executable}' -c 'from goalconv.cli import main; main()' convert - --to json <&-"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd="/", timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
    assert b"GC" in done.stderr


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


def test_a_blank_line_beside_another_takes_nothing_of_it() -> None:
    text = "甲单位2025年项目支出绩效目标表\n部门编码：\t单位：元\n项目名称\t年度资金总额\t绩效目标\n甲\t10.00\t好\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert (reading.table.currency_unit, reading.table.department) == ("元", None)
