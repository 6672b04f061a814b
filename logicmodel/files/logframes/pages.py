"""Which sheets of a file hold a logframe, and which of these are read."""

from __future__ import annotations

import csv
import io
import itertools

from logicmodel.errors import FileError, Problem
from logicmodel.files.forms.opendocument import sheets_in
from logicmodel.files.forms.opening import MOST_CELLS, Page, names_in, pages_of
from logicmodel.files.logframes.headers import TOP, heads_of
from logicmodel.files.logframes.rows import Rows, by_row
from logicmodel.files.measurements.texts import separator
from logicmodel.files.source import Source

MISSING = "has no logframe: no row of headers with indicators beside baselines, targets or sources"
REMEDY = "name the columns Results, Indicator, Baseline, Target, Source, Assumptions"


def sheets_of(source: Source, losses: list[Problem]) -> list[Rows]:
    """Return the sheets of a workbook or of a CSV file that hold a logframe, or the activities of one.

    Another version of a sheet that was read before is left out, as are hidden sheets. Raises FileError for
    a file without a logframe, and with all cells of it that cannot be read.
    """
    problems: list[Problem] = []
    pages = _pages(source, problems, losses)
    chosen: list[Rows] = []
    told: dict[str, str] = {}
    for page in pages:
        rows = Rows(page) if _headed(page) and "sheet" not in page.hidden else None
        told[page.name] = _told(page, rows, chosen)
        if rows is not None and not told[page.name]:
            chosen.append(rows)
    if not any(one.measures for rows in chosen for one in rows.found):
        raise source.refusal(MISSING, REMEDY)
    names = {rows.page.name for rows in chosen}
    wrong = [one for one in problems if one.where.partition("!")[0] in names]
    if wrong:
        raise FileError(wrong)
    losses += [Problem(name, f"the sheet {what}", source=source.name) for name, what in told.items() if what]
    return chosen


def holds_logframe(source: Source) -> bool:
    """Say whether a row of a file names indicators beside baselines, targets, sources or assumptions."""
    try:
        return any(map(_headed, _pages(source, [], [])))
    except FileError:
        return False


def _headed(page: Page) -> bool:
    """Say whether headers of a logframe stand at the top of a sheet."""
    return any(heads_of(cells) for cells in itertools.islice(by_row(page).values(), TOP))


def _pages(source: Source, problems: list[Problem], losses: list[Problem]) -> list[Page]:
    """Return all sheets of a file."""
    if source.suffix == ".csv":
        return [page_of_csv(source, losses)]
    return sheets_in(source, problems) if source.suffix == ".ods" else pages_of(source, set(names_in(source)), problems)


def _told(page: Page, rows: Rows | None, chosen: list[Rows]) -> str:
    """Say why a sheet is not read; nothing where it is."""
    if not page.cells:
        return ""
    if "sheet" in page.hidden:
        return "is hidden and was left out"
    if rows is None or not rows.found:
        return "holds no logframe and was left out"
    words = {one.words for one in rows.found if one.words}
    for other in chosen:
        known = {one.words for one in other.found}
        if words and 2 * len(words & known) >= len(words):
            return f"says the same results as {other.page.name} and was left out; delete the older one if this is the newer one"
    return ""


def page_of_csv(source: Source, losses: list[Problem]) -> Page:
    """Return the cells of a CSV file, whatever stands between them; text that is not UTF-8 is taken as Western European."""
    try:
        text = source.text()
    except FileError:
        if b"\0" in source.data:
            raise
        text = source.data.decode("cp1252", "replace")
        losses.append(Problem("", "is not UTF-8 and was read as Western European (Windows-1252)", "check letters with accents; save it as CSV UTF-8", source=source.name))
    page = Page("", {})
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator(text)), 1):
            for column, cell in enumerate(cells, 1):
                if cell.strip():
                    page.cells[row, column] = cell.strip()
            if len(page.cells) > MOST_CELLS:
                raise source.refusal("holds more cells than any plan", "delete the rows that are no part of the plan")
    except csv.Error as error:
        raise source.refusal(f"is no proper CSV ({error})", "open it in a spreadsheet program and save it as CSV UTF-8") from None
    return page
