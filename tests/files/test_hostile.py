"""Files that broke a reader once, or were made to: each is refused in plain words, or read."""

from __future__ import annotations

import io
import itertools
import json
import struct
import time
import warnings
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

import logicmodel as lm
from logicmodel.files import composition
from logicmodel.files import json as json_form
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.forms import opening
from logicmodel.files.forms.unpacking import unpacked
from logicmodel.files.logframes import headers
from logicmodel.files.logframes.cells import goals_in
from logicmodel.files.logframes.headers import WIDEST, heads_of, layout_of, texts_in
from logicmodel.files.logframes.numbering import Coded, numbered_links
from logicmodel.files.measurements import sheets
from logicmodel.files.source import Source
from logicmodel.plan import consistency, problems

SHEET = "xl/worksheets/sheet1.xml"
PLAN = "logicmodel: 1\ntitle: x\nperiods: {first: 2027, count: 2}\n"


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path, read=lm.read):
    with pytest.raises(lm.LogicModelError) as caught:
        read(path)
    return str(caught.value).replace(str(path), path.name)


def elements(*entries, **others):
    return json.dumps({"elements": [{"id": f"e{place}", "label": f"E {place}", **entry} for place, entry in enumerate(entries)], **others})


def book(*lines, sheet="Actuals"):
    made, held = openpyxl.Workbook(), io.BytesIO()
    made.active.title = sheet
    for line in lines:
        made.active.append(line)
    made.save(held)
    return held.getvalue()


def zipped(parts, broken=()):
    """Return a zip of texts; those that are broken say that they are shorter than they are."""
    whole, index = b"", b""
    for name, data in parts.items():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
        told = data[:100] if name in broken else data
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(told), len(packed), len(told), len(name), 0)
        index += struct.pack("<IH", 0x02014B50, 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(whole)) + name.encode()
        whole += struct.pack("<I", 0x04034B50) + common + name.encode() + packed
    return whole + index + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(parts), len(parts), len(index), len(whole), 0)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(("content", "said"), [
    (elements({"kind": ["outcome"]}), None),
    (elements({"kind": {}, "node_for_adding": 1}, {}, connections=[{"from": "e0", "to": "e1", "u_for_edge": 1}]), None),
    (elements({"kind": "outcome", "beneficiaries (json)": "true"}), "outcomes.e0.beneficiaries: expected a list"),
    (elements({"kind": "outcome", "beneficiaries (json)": '[["a"]]'}), "outcomes.e0.beneficiaries"),
    (elements({"kind": "outcome", "beneficiaries (json)": '["a"]'}, plan={"stakeholders": "x"}), "stakeholders: expected keys with values"),
    (elements({"kind": "outcome", "trend (json)": "[" * 100_000}), "has no place"),
])
def test_elements_of_a_map_may_hold_anything(content, said, tmp_path):
    path = put(tmp_path, "map.json", content)
    if said is None:
        assert len(lm.read(path, losses=[]).nodes) > 0
    elif said == "has no place":
        losses = []
        lm.read(path, losses=losses)
        assert "trend (json)" in " ".join(map(str, losses))
    else:
        assert said in refused(path)


def test_graphs_that_break_their_library_are_refused(tmp_path):
    lm.write(lm.read(put(tmp_path, "plan.yaml", PLAN + "outcomes: {o: {title: O}}\n")), tmp_path / "a.gexf")
    text = (tmp_path / "a.gexf").read_text(encoding="utf-8")
    assert "is no GEXF that can be read" in refused(put(tmp_path, "b.gexf", text.replace('class="node"', 'class="x"')))
    lied = text.replace("encoding='UTF-8'", "encoding='UTF-8' standalone='yes'").encode("utf-16")
    assert "b.gexf" in refused(put(tmp_path, "b.gexf", lied))


def test_attributes_without_a_type_are_texts_without_a_warning(tmp_path):
    key, node = '<key id="k" for="node" attr.name="label"/>', '<node id="n"><data key="k">Clean water</data></node>'
    text = f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{key}<graph edgedefault="directed">{node}</graph></graphml>'
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plan = lm.read(put(tmp_path, "a.graphml", text), losses=[])
    assert [node.title or name for name, node in plan.nodes.items()] == ["Clean water"]


@pytest.mark.parametrize(("suffix", "part"), [(".xlsx", SHEET), (".ods", "content.xml")])
def test_parts_that_are_broken_or_lie_about_their_size_are_refused(suffix, part, tmp_path):
    data = zipped(parts_of(book(("Title", "x"), sheet="Plan")) | {part: b"<a>" + b" " * 2_000_000 + b"</a>"}, broken={part})
    assert "is not an" in refused(put(tmp_path, f"lie{suffix}", data))
    with zipfile.ZipFile(io.BytesIO(data)) as package, pytest.raises(zipfile.BadZipFile):
        unpacked(data, package.getinfo(part))
    good = zipped({"xl/workbook.xml": b'<a><sheet name="Plan"/></a>' * 50, part: bytes(range(256)) * 9})
    torn = bytearray(good)
    torn[40:60] = b"\xff" * 20
    path = put(tmp_path, f"torn{suffix}", bytes(torn))
    assert "is not an" in refused(path)
    assert "is not an" in refused(path, lm.read_actuals)


def test_torn_sheets_are_no_logframe(tmp_path):
    data = bytearray(zipped({SHEET: bytes(range(256)) * 9}))
    data[70:90] = b"\xff" * 20
    assert layout_of(Source("a.xlsx", bytes(data))) == ""
    assert "is not an" in refused(put(tmp_path, "a.xlsx", bytes(data)))


@pytest.mark.parametrize("change", [{"flag_bits": 1}, {"compress_type": zipfile.ZIP_LZMA}])
def test_parts_that_are_locked_or_packed_strangely_are_refused(change):
    data = zipped({"a.xml": b"<a/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.getinfo("a.xml")
    assert unpacked(data, part) == b"<a/>"
    for name, value in change.items():
        setattr(part, name, value)
    with pytest.raises(NotImplementedError):
        unpacked(data, part)


def test_stored_parts_are_taken_as_they_are():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("a.xml", "<a/>")
    with zipfile.ZipFile(held) as package:
        assert unpacked(held.getvalue(), package.getinfo("a.xml")) == b"<a/>"


def test_workbooks_with_too_many_cells_are_refused_before_they_are_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MOST_TAKEN", 5)
    assert "more cells than any plan" in refused(put(tmp_path, "a.xlsx", book(("Title",) * 6, sheet="Plan")))


def test_many_nodes_and_links_of_one_name_take_no_time():
    draft, start = Draft("x", []), time.process_time()
    names = [draft.node("outcomes", "The same", {}) for _ in range(8_000)]
    for one, other in itertools.pairwise(names):
        draft.link(one, other)
    assert len(set(names)) == 8_000
    assert names[:3] == ["the_same", "the_same_2", "the_same_3"]
    assert time.process_time() - start < 10
    draft.link(names[-1], names[0])
    assert draft.document["links"][-1]["lag"] == 1  # closes the circle


def test_files_of_more_values_than_can_be_read_in_seconds_are_refused(tmp_path, monkeypatch):
    for module in (composition, json_form):
        monkeypatch.setattr(module, "MOST_VALUES", 20)
    many = {f"k{number}": number for number in range(30)}
    assert "keys and values, which no plan has" in refused(put(tmp_path, "a.yaml", "\n".join(f"{key}: 1" for key in many)))
    assert "keys and values, which no plan has" in refused(put(tmp_path, "a.json", json.dumps(many)))


def test_problems_beyond_reading_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(problems, "MOST", 3)
    text = PLAN + "".join(f"strange_{number}: 1\n" for number in range(10))
    said = refused(put(tmp_path, "a.yaml", text)).splitlines()
    assert len(said) == 4
    assert any("7 problems more" in line for line in said)


def test_of_many_unknown_names_the_first_come_with_a_proposal(tmp_path, monkeypatch):
    monkeypatch.setattr(consistency, "HINTED", 1)
    text = PLAN + "inputs: {nurse: {title: N}}\noutputs: {o: {title: O}}\nlinks: [{from: nurses, to: o}, {from: nursse, to: o}]\n"
    first, second = refused(put(tmp_path, "a.yaml", text)).splitlines()
    assert "did you mean nurse?" in first
    assert "did you mean" not in second


def test_series_with_the_line_ends_of_old_machines_are_read(tmp_path):
    plan = lm.read(put(tmp_path, "a.csv", "Year,Value\r2020,4\r2021,5\r"), losses=[])
    assert [float(node.baseline.value) for node in plan.outcomes.values()] == [5.0]


def test_descriptions_of_series_hold_no_surprises(tmp_path):
    data = put(tmp_path, "a.csv", "Year,Value\n2020,4\n")
    meta = put(tmp_path, "a.md", '---\nindicator_name: !!int ""\n---\n')
    assert [node.title for node in lm.read(data, losses=[]).outcomes.values()] == ["a"]
    meta.write_text("---\nindicator_name: A\nindicator_name: B\n---\n")
    losses = []
    lm.read(data, losses=losses)
    assert any(one.line == 3 and "given twice" in one.message for one in losses)
    meta.write_text("---\nx: &a [1]\ny: &b [" + "*a," * 300 + "]\nz: [" + "*b," * 1_000 + "]\n---\n")
    assert "grows too much by its aliases" in refused(data)


def test_xml_out_of_bounds_is_refused_in_plain_words(tmp_path):
    assert "more than 256 elements inside each other" in refused(put(tmp_path, "a.stratml", "<PerformancePlanOrReport>" + "<a>" * 300))
    entities = "".join(f'<!ENTITY {chr(98 + place)} "{f"&{chr(97 + place)};" * 10}">' for place in range(9))
    late = f'<?xml version="1.0"?><!--{"x" * 70_000}--><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]><PerformancePlanOrReport a="&j;"/>'
    said = refused(put(tmp_path, "a.stratml", late))
    assert "without bounds" in said


def test_document_types_behind_the_first_bytes_are_refused_in_streams_too(tmp_path):
    late = f'<!--{"x" * 70_000}--><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    path = put(tmp_path, "a.xml", f"{late}<iati-activities><iati-activity>&a;</iati-activity></iati-activities>")
    assert "document type" in refused(path, lambda name: list(lm.read_many(name)))


def test_links_to_files_that_are_gone_are_told(tmp_path):
    path = tmp_path / "plan.yaml"
    try:
        path.symlink_to("nowhere.yaml")
    except OSError:
        pytest.skip("this system makes no links")
    assert "leads to a file that is not there" in refused(path)


def test_cells_far_apart_take_no_time(tmp_path, monkeypatch):
    path = put(tmp_path, "a.xlsx", book(("indicator", "period", "value"), ("built", 2027, 3)))
    made = openpyxl.load_workbook(path)
    made.active.cell(1_048_576, 16_384).value = 1
    made.save(path)
    losses, start = [], time.process_time()
    assert [row["value"] for row in lm.read_actuals(path, losses=losses).rows] == [3]
    assert time.process_time() - start < 10
    monkeypatch.setattr(sheets, "MOST_PLACES", 10_000)
    assert "far to the right" in refused(path, lm.read_actuals)


def test_tables_of_too_many_columns_are_refused(tmp_path):
    wide = ",".join(["indicator", "period", "amount", *(f"x{number}" for number in range(3_000))])
    assert "has 3,003 columns" in refused(put(tmp_path, "a.csv", f"{wide}\na,2027,1\n"), lm.read_actuals)
    assert heads_of(dict.fromkeys(range(WIDEST), "Indicator") | {0: "Baseline", 1: "Source"})
    assert heads_of(dict.fromkeys(range(WIDEST + 1), "Indicator") | {0: "Baseline", 1: "Source"}) == {}


def test_rows_that_end_early_are_read(tmp_path):
    plan = lm.read(put(tmp_path, "a.csv", "indicator,period,target,baseline,value\nHomes,2027,5\nHomes,2028,,1,2\n"), losses=[])
    assert len(plan.targets) == 1


def test_what_is_no_text_is_told_for_tables_too(tmp_path):
    assert "is not a text file" in refused(put(tmp_path, "a.csv", b"a,b\0\n"))
    assert ".jsonld" not in refused(put(tmp_path, "a.pdf", "%PDF-1.4"))


def test_a_folder_in_a_zip_cannot_write_outside(tmp_path):
    data = zipped(parts_of(book(("Title", "x"), sheet="Plan")) | {"../../evil.txt": b"evil"})
    with pytest.raises(lm.LogicModelError):
        lm.read(put(tmp_path, "a.xlsx", data))
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx"}
    assert Source("x", data).suffix == ""


def test_long_runs_of_blanks_take_no_time(tmp_path):
    start = time.process_time()
    assert lm.read(put(tmp_path, "a.json", '{"logicmodel": 1, "periods": {"first": 2027, "count": 1}}' + " " * 100_000), losses=[]).title == ""
    assert goals_in("increase" + " " * 30_000 + "x") == goals_in("increase x")
    assert [goal.asked for goal in goals_in("5" + " " * 30_000 + "%")[0]] == [{"value": 5}]
    assert time.process_time() - start < 5


def test_identifiers_longer_than_names_of_files_can_be(tmp_path):
    sample = (Path(__file__).parent / "samples" / "activity.xml").read_text(encoding="utf-8")
    start, stop = sample.index("<iati-identifier>") + len("<iati-identifier>"), sample.index("</iati-identifier>")
    path = put(tmp_path, "a.xml", sample[:start] + "é" * 5_000 + sample[stop:])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", lm.LossWarning)
        assert [file.is_file() for file in lm.convert_many(path, tmp_path / "plans")] == [True]


def test_workbooks_are_told_by_a_part_of_their_texts(tmp_path, monkeypatch):
    source = Source("a.xlsx", book(("Indicator", "Baseline", "Assumptions"), ("Wells", 3, "Rain")))
    assert texts_in(source) == {"Indicator", "Baseline", "Assumptions", "Wells", "Rain"}
    monkeypatch.setattr(headers, "READ_IN_ALL", 10)
    assert texts_in(source) == set()


@pytest.mark.parametrize("line", ["ind{0},{1},{0}", "some words of a sentence {0},other words here,third cell {1}"])
def test_large_tables_that_are_no_plans_are_refused_at_once(line, tmp_path):
    text = "indicator,period,value\n" + "\n".join(line.format(place, 2000 + place % 50) for place in range(20_000))
    start = time.process_time()
    refused(put(tmp_path, "a.csv", text))
    assert time.process_time() - start < 4


def test_long_logframes_take_no_time():
    results = [Coded(f"o{place}", "outcomes", "intermediate", str(place), "") for place in range(50)]
    results += [Coded(f"r{place}", "outputs", "", f"{place % 50}.{place}", "") for place in range(10_000)]
    start = time.process_time()
    assert dict(numbered_links(results))["r7777"] == "o27"
    assert time.process_time() - start < 3
