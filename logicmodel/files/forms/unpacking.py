"""Parts of a zip, never unpacked further than they say they go."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Final

BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What a zip that is broken or locked raises when it is opened or unpacked."""
HEADER: Final = 30
"""Bytes before the name of a part."""
LOCKED: Final = 0x1


def unpacked(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """Return a part of the zip that ``data`` is.

    The reader of zips in the standard library unpacks the whole before it cuts what is too long, so that a part
    which lies about its size may fill the memory. Raises one of ``BROKEN`` for parts that lie, are broken or
    locked, or are packed in a way that offices do not use.
    """
    names, extra = struct.unpack_from("<HH", data, part.header_offset + HEADER - 4)
    start = part.header_offset + HEADER + names + extra
    found = data[start : start + part.compress_size]
    if part.flag_bits & LOCKED or part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotImplementedError(part.filename)
    if part.compress_type == zipfile.ZIP_DEFLATED:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(found, part.file_size + 1)
    if len(found) != part.file_size:
        raise zipfile.BadZipFile(part.filename)
    return found
