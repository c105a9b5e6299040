"""Pictures of products: a pattern that belongs to the product, so that two products can be told apart at a glance."""

import hashlib
import struct
import zlib

ORIGINAL = 520
_CELLS = 5
_MARGIN = 1
_PAPER = (244, 244, 242)


def draw(uid: str, size: int) -> bytes:
    """A square PNG of `size` pixels, the same for the same product."""
    digest = hashlib.sha256(uid.encode(errors="replace")).digest()
    ink = tuple(60 + value % 130 for value in digest[:3])
    rows = [_row(digest, y) for y in range(_CELLS)]
    cells = _CELLS + 2 * _MARGIN
    lines = [_line(rows, y * cells // size - _MARGIN, size, cells) for y in range(size)]
    palette = bytes((*_PAPER, *ink))
    header = struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(b"".join(lines), 6)),
            _chunk(b"IEND", b""),
        )
    )


def _row(digest: bytes, y: int) -> list[int]:
    """One row of cells: the left half by chance, the right half its mirror."""
    left = [digest[3 + y * 3 + x] & 1 for x in range(3)]
    return [*left, left[1], left[0]]


def _line(rows: list[list[int]], y: int, size: int, cells: int) -> bytes:
    """One line of pixels, each an index into the palette, after the byte that says it is not filtered."""
    if not 0 <= y < _CELLS:
        return bytes(size + 1)
    row = rows[y]
    pixels = (x * cells // size - _MARGIN for x in range(size))
    return b"\0" + bytes(row[x] if 0 <= x < _CELLS else 0 for x in pixels)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
