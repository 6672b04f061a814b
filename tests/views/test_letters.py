"""Texts for documents, and archives that come out the same whenever they are packed."""

import io
import zipfile

from logicmodel.views.archives import MOMENT, timeless
from logicmodel.views.letters import held, unbroken


def test_what_no_document_can_hold_is_replaced_and_all_line_ends_are_one():
    assert held("a\x00b\ud800\ufffe") == "a\ufffdb\ufffd\ufffd"
    assert held("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


def test_ranges_stay_whole_but_no_other_dash_does():
    assert unbroken("3\u20134, 3 \u2013 4, a\u2013b, 2\u2013\u22125", joiner="|") == "3|\u2013|4, 3 \u2013 4, a\u2013b, 2|\u2013|\u22125"


def test_archives_packed_at_different_moments_are_the_same():
    packed = []
    for year in (1999, 2026):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a/b.txt", (year, 1, 1, 0, 0, 0)), "words")
        packed.append(timeless(file.getvalue()))
    assert packed[0] == packed[1]
    with zipfile.ZipFile(io.BytesIO(packed[0])) as archive:
        assert [(one.filename, one.date_time) for one in archive.infolist()] == [("a/b.txt", MOMENT)]
        assert archive.read("a/b.txt") == b"words"
