from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

import goalconv
from goalconv.converters.errors import UnreadableError
from goalconv.converters.interface import ReadOptions
from goalconv.converters.readers.json import read


def refused(text: str) -> goalconv.Finding:
    with pytest.raises(UnreadableError) as caught:
        read(text.encode(), ReadOptions())
    return caught.value.finding


def document(**members: object) -> str:
    return json.dumps({"currency_unit": "万元", **members}, ensure_ascii=False)


def test_what_is_written_is_read_back_and_written_the_same(seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "json").data
    assert read(data, ReadOptions()).table == seed.table
    assert goalconv.write_bytes(read(data, ReadOptions()).table, "json").data == data


def test_every_document_has_the_same_shape() -> None:
    table = read(document().encode(), ReadOptions()).table
    assert json.loads(goalconv.write_bytes(table, "json").data) == {
        "$schema": "urn:goalconv:goal-table:1.0", "title": "", "fiscal_year": None, "department": None, "currency_unit": "万元",
        "funding": None, "units": [], "notes": [], "extensions": {},
    }  # fmt: skip


def test_an_amount_keeps_its_digits_whether_string_or_number() -> None:
    for amount in ('"194.00"', "194.00", '"12345678901234.123456"'):
        table = read(('{"currency_unit":"万元","funding":{"total":%s,"sources":{}}}' % amount).encode(), ReadOptions()).table
        assert table.funding is not None
        assert str(table.funding.total) == amount.strip('"')


def test_line_ends_in_texts_become_line_feeds_and_are_counted() -> None:
    reading = read(document(title="a\r\nb\rc\\r").encode(), ReadOptions())
    assert reading.table.title == "a\nb\nc\\r"
    assert [(entry.code, entry.count) for entry in reading.ledger] == [("GC219", 2)]


@pytest.mark.parametrize(
    "amount",
    [
        '"NaN"',
        '"Infinity"',
        '"1e5"',
        '"12万元"',
        '""',
        '"1,000"',
        '"0E+5"',
        '"-0E-7"',
        "NaN",
        "1e400",
        '"99999999999999999"',
        "true",
    ],
)
def test_what_is_no_amount_is_refused(amount: str) -> None:
    finding = refused('{"currency_unit":"万元","funding":{"total":%s,"sources":{}}}' % amount)
    assert finding.code in ("GC701", "GC702")


@pytest.mark.parametrize("exponent", ["1E+2", "1E2"])
def test_an_exponent_is_refused_beside_an_amount_that_is_worth_the_same(exponent: str) -> None:
    finding = refused(
        '{"currency_unit":"万元","funding":{"total":"100","sources":{}},"units":[{"funding":{"total":"%s","sources":{}}}]}'
        % exponent
    )
    assert finding.pointer == "/units/0/funding/total"


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [
        (document(units=[{"name": 5}]), "GC702", "/units/0/name"),
        (document(units=[{"projects": [{"funding": {"total": "x"}}]}]), "GC702", "/units/0/projects/0/funding/total"),
        (document(colour="red"), "GC702", ""),
        (document(currency_unit="美元"), "GC702", "/currency_unit"),
        (document(funding={"sources": {"gift": "1"}}), "GC702", "/funding/sources"),
        (json.dumps({"$schema": "urn:goalconv:goal-table:2.0", "currency_unit": "元"}), "GC703", "/$schema"),
        (json.dumps({"$schema": "http://json-schema.org/x", "currency_unit": "元"}), "GC705", "/$schema"),
        ("[]", "GC702", ""),
        ('{"currency_unit":"元","currency_unit":"万元"}', "GC704", ""),
        ("[" * 100_000, "GC701", ""),
    ],
)
def test_what_does_not_fit_is_refused_with_its_pointer(text: str, code: str, pointer: str) -> None:
    finding = refused(text)
    assert (finding.code, finding.pointer) == (code, pointer)


def test_broken_json_is_refused_with_line_and_column() -> None:
    finding = refused('{\n  "title": "a",,\n}')
    assert (finding.code, str(finding.place)) == ("GC701", "第2行 第16列")


def test_a_document_reads_the_same_however_it_is_written(seed: goalconv.Reading) -> None:
    written = goalconv.write_bytes(seed.table, "json").data
    plain = json.loads(written)
    for text in (json.dumps(plain), json.dumps(plain, ensure_ascii=False, indent="\t"), json.dumps(plain, separators=(",", ":"))):
        assert read(text.encode(), ReadOptions()).table == seed.table
    assert read(written, ReadOptions()).table == seed.table


def test_a_key_given_twice_is_refused_in_what_is_else_our_own_writing(seed: goalconv.Reading) -> None:
    written = goalconv.write_bytes(seed.table, "json").data.decode()
    title = f'"title": {json.dumps(seed.table.title, ensure_ascii=False)},'
    assert title in written
    with pytest.raises(UnreadableError) as caught:
        read(written.replace(title, title * 2).encode(), ReadOptions())
    assert caught.value.finding.code == "GC704"


def test_any_key_given_twice_is_refused_wherever_it_stands(seed: goalconv.Reading) -> None:
    unit = seed.table.units[0]
    project = structs.replace(unit.projects[0], indicators=unit.projects[0].indicators[:1], extensions={"联系 人": "甲 ：乙"})
    table = structs.replace(seed.table, units=(structs.replace(unit, projects=(project,)),))
    lines = goalconv.write_bytes(table, "json").data.decode().splitlines()
    members = [number for number, line in enumerate(lines) if re.fullmatch(r' *"[^"]*": ("[^"]*"|\d+|null|\[\]|\{\}),?', line)]
    assert len(members) > 40
    for number in members:
        twice = lines[number].rstrip(",") + "," + lines[number]
        assert refused("\n".join([*lines[:number], twice, *lines[number + 1 :]])).code == "GC704", lines[number]


def test_a_key_given_twice_is_refused_where_another_makes_up_for_its_length(seed: goalconv.Reading) -> None:
    """One object lacks the member that the other has twice: as many keys and bytes as there should be."""
    written = goalconv.write_bytes(seed.table, "json").data.decode()
    first, last = '"nature": null,', '"nature": null,'
    start, stop = written.index(first), written.rindex(last)
    assert start < stop
    moved = written[:start] + first * 2 + written[start + len(first) : stop] + written[stop + len(last) :]
    assert len(moved) == len(written)
    assert refused(moved).code == "GC704"


def test_blanks_inside_a_text_are_kept_however_the_document_is_laid_out(seed: goalconv.Reading) -> None:
    table = structs.replace(seed.table, title=" 甲  乙\t丙 ", notes=(" 丁 ",))
    written = goalconv.write_bytes(table, "json").data
    assert read(written, ReadOptions()).table == table
    assert read(json.dumps(json.loads(written), indent=8).encode(), ReadOptions()).table == table


def test_a_document_in_pieces_is_the_document_and_holds_one_unit_at_a_time(seed: goalconv.Reading) -> None:
    odd = structs.replace(seed.table.units[0], name='"units": []\n', extensions={"units": '{"units":['})
    for units in ((), (odd,), (odd, *seed.table.units)):
        table = structs.replace(seed.table, units=units, title='\n  "units": [', extensions={"units": "[]"})
        found, findings = goalconv.write_pieces((table,), "json")
        pieces = list(found)
        plain = msgspec.json.format(msgspec.json.encode(table), indent=2) + b"\n"
        assert b"".join(pieces) == plain == goalconv.write_bytes(table, "json").data
        assert findings == ()
        assert max(piece.count(b'"projects"') for piece in pieces) <= 1


def test_every_format_comes_in_pieces(seed: goalconv.Reading, tmp_path: Path) -> None:
    for form in ("json", "jsonl", "xlsx", "csv", "html"):
        pieces, findings = goalconv.write_pieces((seed.table,), form)
        whole = goalconv.write_bytes(seed.table, form)
        assert (b"".join(pieces), findings) == (whole.data, whole.findings)
        goalconv.write(seed.table, tmp_path / f"a.{form}")
        assert (tmp_path / f"a.{form}").read_bytes() == whole.data


@pytest.mark.parametrize("form", ["json", "html"])
def test_what_cannot_be_written_is_refused_before_the_first_piece(seed: goalconv.Reading, form: str) -> None:
    bad = structs.replace(seed.table.units[-1], name="\x1b[2J")
    with pytest.raises(goalconv.UnwritableError) as caught:
        goalconv.write_pieces((structs.replace(seed.table, units=(*seed.table.units, bad)),), form)
    assert caught.value.finding.pointer == f"/units/{len(seed.table.units)}/name"
