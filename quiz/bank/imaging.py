"""Pictures as they are taken in: told by their content, decoded, freed of everything but their pixels, encoded anew.

What is kept is therefore our own file: no script, no place where a photograph was taken, no second file inside. Pure.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 5_000_000  # of the file that comes in
MAX_PIXELS = 24_000_000  # a photograph of a good telephone; decoded 72 MB
LONGEST = 1600  # pixels of the longer side that are kept: a phone's screen at its full resolution
MAX_KEPT = 2_000_000  # bytes
QUALITY = 85
ENDINGS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "WEBP": (".webp",)}
TOO_MANY_PIXELS = _("The picture has more than 24 million pixels. Make it smaller first.")
# What Pillow raises over a file that is cut off, bent or made to break it.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, MemoryError, OverflowError)


class BadPicture(ValueError):
    """The file is not taken; `reason` says why and what to do."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Encoded:
    content: bytes
    width: int
    height: int
    ending: str  # with its dot

    @property
    def name(self) -> str:
        """What it shows names it: the same picture gets the same name. Its size goes along, so that a page can leave
        room for it before it has come."""
        return f"{hashlib.sha256(self.content).hexdigest()[:32]}-{self.width}x{self.height}{self.ending}"


def encode(data: bytes, filename: str) -> Encoded:
    """The picture in `data`, which came as a file called `filename`. Raises BadPicture."""
    if len(data) > MAX_BYTES:
        raise BadPicture(_("The file is larger than 5 MB. Make the picture smaller first."))
    image = _open(data)
    _check_name(image, filename)
    kind = str(image.format)
    try:
        image.draft("RGB", (LONGEST, LONGEST))  # a JPEG is decoded at the size that is kept, which saves memory
        image.load()
        image = ImageOps.exif_transpose(image)
        image = image.convert("RGBA" if kind != "JPEG" and image.has_transparency_data else "RGB")
        image.thumbnail((LONGEST, LONGEST))
    except BROKEN as error:
        raise BadPicture(_("The picture is damaged. Save it again and try once more.")) from error
    kept = BytesIO()
    image.save(kept, kind, **({"optimize": True} if kind == "PNG" else {"quality": QUALITY}))
    if kept.tell() > MAX_KEPT:
        raise BadPicture(_("The picture is too large even when made smaller. Save it as JPEG and try once more."))
    return Encoded(kept.getvalue(), image.width, image.height, ENDINGS[kind][0])


def _open(data: bytes) -> Image.Image:
    """The picture, not yet decoded: its head alone says how large it will be."""
    try:
        image = Image.open(BytesIO(data), formats=list(ENDINGS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, *BROKEN) as error:
        raise BadPicture(_("This is not a picture in PNG, JPEG or WebP. Save it as one of these.")) from error
    if image.width * image.height > MAX_PIXELS:
        raise BadPicture(TOO_MANY_PIXELS)
    if getattr(image, "is_animated", False):
        raise BadPicture(_("The picture moves. Take a still one: a question is to be read."))
    return image


def _check_name(image: Image.Image, filename: str) -> None:
    ending = PurePath(filename).suffix.lower()
    if ending not in ENDINGS[str(image.format)]:
        said = _("The file is called “%(ending)s”, but its content is %(kind)s. Is it the right file?")
        raise BadPicture(said % {"ending": ending or filename[:20], "kind": image.format})
