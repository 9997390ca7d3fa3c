"""Files to upload: pictures, and what only looks like one."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image


def image(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options) -> bytes:
    file = BytesIO()
    Image.new(mode, size, (200, 30, 30, 128)[: len(mode)] if mode in ("RGB", "RGBA") else 1).save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *more: bytes, pixels: bytes = b"\0\0\0\0") -> bytes:
    """A PNG of our own making: its head says `width` × `height`, whatever `pixels` there are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def moving(kind: str) -> bytes:
    file = BytesIO()
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=100, loop=0)
    return file.getvalue()


def photograph(place: bool = True) -> bytes:
    """A JPEG lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "secret description"
    if place:
        exif.get_ifd(0x8825)[1] = "N"
    return image("JPEG", (60, 40), exif=exif)


BAD = {
    "a page": (b"<!doctype html><script>alert(1)</script>", "page.png"),
    "a script": (b"alert(1)", "x.js"),
    "a vector picture": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "x.svg"),
    "a vector picture called png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "x.png"),
    "a GIF": (image("GIF", mode="P"), "x.gif"),
    "a GIF called png": (image("GIF", mode="P"), "x.png"),
    "a BMP": (image("BMP"), "x.bmp"),
    "nothing but a head": (b"\x89PNG\r\n\x1a\n", "x.png"),
    "half a picture": (image("JPEG", (400, 300))[:900], "x.jpg"),
    "a PNG called jpg": (image("PNG"), "x.jpg"),
    "a JPEG called png": (image("JPEG"), "x.png"),
    "a picture without an ending": (image("PNG"), "picture"),
    "a bomb of pixels in its head": (png(60_000, 60_000), "x.png"),
    "a bomb of pixels in earnest": (image("PNG", (6_000, 6_000), "1"), "x.png"),
    "a bomb of text": (png(2, 2, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 90_000_000))), "x.png"),
    "pixels that are not there": (png(40, 40), "x.png"),
    "a moving PNG": (moving("PNG"), "x.png"),
    "a moving WebP": (moving("WEBP"), "x.webp"),
    "more than 5 MB": (image("PNG") + b"\0" * 5_000_000, "x.png"),
}
