"""Files changed where it hurts: behind the checksum of a zip, between the tags of XML, in the cells of a sheet.

Bytes changed at random hardly ever come past the first check of a format. What is changed here stays well-formed
most of the time, so that it is the reader behind that meets what nobody expected.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any, Final

ODD: Final = (
    "", " ", "0", "-1", "1", "2027", "2027-13", "2027-Q5", "2027-02-30", "9999-12-31", "0000", "1e308", "1e400", "-1e-400", "9" * 320, "9" * 5000, "nan", "inf", "-inf", "1,5", "1.200",
    "1 to", "5 to 1", "0 to 0", "10%", "1e3%", "-0", "²", "٣", "½", "１２", "=1+1", "+1", "-a", "@x", "'=1", "a->b", "a:b", "a.b", "[", "{", "[1, [2]]", "{a: {b: c}}", "*a", "&a b", "<<",
    "null", "yes", "true", "no", "~", "#REF!", "Err:502", "pert(1, 2", "normal(0, -1)", "pert(3, 2, 1)", "metalog(1)", "x", "X" * 40000, "a\nb", "a\r\nb", "\t", "é\u202e", "\ud7ff", "\U0001f600",
    "\u2028", "\u00a0", "a" * 300, "../../x", "/", "con", "__class__", "title", "id", "Plan", "Links", "links", "success", "P1Y", "PT1M", "2027-01-01T25:00:00", "1;2;3", "'", '"', "\\", "%s", "{0}",
)
"""What people, machines and attackers write where something else was meant."""
VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 0.5, 1e308, -1e308, 10**400, 5e-324, float("nan"), float("inf"), [], {}, [[]], [{}], {"": ""}, {"value": 1}, [1, 2], [2, 1], [0, 0], ["a"], "\ud800",
)
PIECES: Final = (b"", b"\0", b"\xff\xfe", b"{", b"]", b"<!DOCTYPE x>", b"<a>", b"&a;", b"&#0;", b"&#x10FFFF;", b"]]>", b"<![CDATA[", b"'", b'"', b"\n", b"\r", b": ", b"- ", b"---\n", b"\t", b"\xed\xa0\x80", b"\xc3")
TOKEN: Final = re.compile(r"[^\s,;:{}\[\]\"'<>=|]+")
LINES: Final = re.compile(r"[^\n]*\n?")
MEMBERS: Final = (".xml", ".rels", ".csv")
CODECS: Final = ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252")
SHAPES: Final = {b".json": "json", b".xml": "xml", b".stratml": "xml", b".graphml": "xml", b".gexf": "xml"}
"""What a file holds that is no zip, by its suffix."""
REFERENCE: Final = re.compile(r"[A-Z]+\d+")


def mutated(shape: str, data: bytes, dice: random.Random) -> bytes:
    """Return a file with a few things in it changed; ``shape`` is text, json, xml, zip, or file.

    A file is what follows a line with the suffix of its name.
    """
    if shape == "file":
        head, mark, content = data.partition(b"\n")
        inner = "zip" if content[:2] == b"PK" else SHAPES.get(head, "text")
        return head + mark + mutated(inner, content, dice)
    changed = data
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        changed = MUTATORS[shape](changed, dice)
    return changed


def _bytes(data: bytes, dice: random.Random) -> bytes:
    """Put a piece in, take one out or put one elsewhere."""
    start = dice.randint(0, len(data))
    stop = min(start + dice.choice((0, 1, 3, 20, 200)), len(data))
    other = dice.randint(0, len(data))
    return data[:start] + dice.choice((*PIECES, data[other : other + 40])) + data[stop:]


def _text(data: bytes, dice: random.Random) -> bytes:
    """Change a word, a line or the encoding."""
    what = dice.randrange(12)
    if what == 0:
        return _bytes(data, dice)
    text = data.decode("utf-8", "replace")
    if what == 1:
        return _recoded(text, dice)
    if what < 6:
        return _spread(_line(text, dice))
    words = list(TOKEN.finditer(text))
    if not words:
        return _bytes(data, dice)
    word = dice.choice(words)
    new = dice.choice(words)[0] if dice.random() < 0.4 else dice.choice(ODD)
    if dice.random() < 0.3:
        new = word[0][: dice.randint(0, len(word[0]))] + new
    return _spread(text[: word.start()] + new + text[word.end() :])


def _recoded(text: str, dice: random.Random) -> bytes:
    if dice.random() < 0.5:
        text = text.replace("\n", dice.choice(("\r", "\r\n", "\n\n")))
    return text.encode(dice.choice(CODECS), "replace")


def _line(text: str, dice: random.Random) -> str:
    """Take out, double, move or indent a line."""
    lines = LINES.findall(text)
    place, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    line = lines[place]
    what = dice.randrange(5)
    if what == 0:
        del lines[place]
    elif what == 1:
        lines.insert(place, line)
    elif what == 2:
        lines[place], lines[other] = lines[other], line
    elif what == 3:
        lines[place] = line[2:] if dice.random() < 0.5 else f"  {line}"
    else:
        lines[place] = f"{line[: dice.randint(0, len(line))]}{dice.choice(ODD)}\n"
    return "".join(lines)


def _spread(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _json(data: bytes, dice: random.Random) -> bytes:
    """Change one value of a document for another, for an odd one, or its key."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return _text(data, dice)
    places = list(_places(document))
    if not places or dice.random() < 0.1:
        return _text(data, dice)
    home, key = dice.choice(places)
    other, its = dice.choice(places)
    what = dice.randrange(7)
    if what == 0:
        del home[key]
    elif what == 1 and isinstance(home, dict):
        home[dice.choice(ODD)] = home.pop(key)
    elif what == 2:
        home[key] = [home[key]]
    elif what == 3:
        home[key] = {dice.choice(ODD): home[key]}
    elif what == 4:
        home[key] = json.loads(json.dumps(other[its]))
    else:
        home[key] = dice.choice(ODD + VALUES)
    return json.dumps(document, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _places(document: Any) -> Any:
    """Give every mapping or list with each of its keys or places."""
    rest = [document]
    while rest:
        home = rest.pop()
        keys = list(home) if isinstance(home, dict) else range(len(home)) if isinstance(home, list) else ()
        for key in keys:
            yield home, key
            rest.append(home[key])


def _xml(data: bytes, dice: random.Random) -> bytes:
    """Change an element: its text, an attribute, its name, its place or how often it stands there."""
    from lxml import etree

    if dice.random() < 0.05:
        return _bytes(data, dice)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return _text(data, dice)
    every = [element for element in root.iter() if isinstance(element.tag, str)]
    try:
        _change_element(dice.choice(every), dice.choice(every), dice)
    except ValueError:  # a text that XML cannot hold
        return _text(data, dice)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _change_element(element: Any, other: Any, dice: random.Random) -> None:
    what = dice.randrange(9)
    home = element.getparent()
    if what < 3:
        element.text = dice.choice((*ODD, other.text))
    elif what < 5 and element.attrib:
        key = dice.choice(list(element.attrib))
        if dice.random() < 0.2:
            del element.attrib[key]
        else:
            element.set(key, dice.choice((*ODD, *(other.attrib.values() or ODD))))
    elif what == 5 and home is not None:
        home.remove(element)
    elif what == 6 and home is not None:
        home.insert(home.index(element), _copy(element))
    elif what == 7 and other not in set(element.iterancestors()) and other is not element:
        other.append(_copy(element))
    elif dice.random() < 0.3:
        element.tag = other.tag
    else:
        _change_cell(element, dice)


def _copy(element: Any) -> Any:
    import copy

    return copy.deepcopy(element)


def _change_cell(element: Any, dice: random.Random) -> None:
    """Give a cell of a workbook another value, as a text that stands in it; other elements another text."""
    space = element.tag.rpartition("}")[0].lstrip("{")
    cells = [one for one in element.iter(f"{{{space}}}c") if REFERENCE.fullmatch(one.get("r", ""))] if space else []
    if not cells:
        element.text = dice.choice(ODD)
        return
    cell = dice.choice(cells)
    for child in list(cell):
        cell.remove(child)
    kind = dice.choice(("inlineStr", "inlineStr", "inlineStr", "n", "b", "e", "str", "d", "s"))
    cell.set("t", kind)
    home = cell
    if kind == "inlineStr":
        home = cell.makeelement(f"{{{space}}}is")
        cell.append(home)
    value = cell.makeelement(f"{{{space}}}{'t' if kind == 'inlineStr' else 'v'}")
    value.text = dice.choice(ODD)
    home.append(value)


def _zip(data: bytes, dice: random.Random) -> bytes:
    """Change one file inside, or which files there are; the packing stays right."""
    if dice.random() < 0.03:
        return _bytes(data, dice)
    try:
        parts = unpacked(data)
    except Exception:  # noqa: BLE001 - a zip can be broken in many ways
        return _bytes(data, dice)
    names = [name for name in parts if name.endswith(MEMBERS)]
    if not names:
        return _bytes(data, dice)
    sheets = [name for name in names if "sheet" in name.lower() or "content" in name or "haredStrings" in name or name.endswith((".csv", "project.xml"))]
    name = dice.choice(sheets if sheets and dice.random() < 0.85 else names)
    what = dice.randrange(40)
    if what == 0:
        del parts[name]
    elif what == 1:
        parts[dice.choice((*(one for one in ODD if one and len(one) < 400), dice.choice(names)))] = parts.pop(name)
    else:
        parts[name] = (_text if name.endswith(".csv") else _xml)(parts[name], dice)
    return packed(parts)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files in a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


MUTATORS: Final[dict[str, Callable[[bytes, random.Random], bytes]]] = {"text": _text, "json": _json, "xml": _xml, "zip": _zip}
