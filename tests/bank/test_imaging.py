"""Pictures as they are taken in: by their content, within bounds, and nothing of the file but its pixels."""

from io import BytesIO

import pytest
from PIL import Image

from quiz.bank.imaging import LONGEST, MAX_KEPT, BadPicture, encode
from quiz.bank.picture_names import NAME, mentions, without

from .images import BAD, image, photograph


@pytest.mark.parametrize(
    ("kind", "filename", "ending"),
    [("PNG", "a.png", ".png"), ("JPEG", "a.JPG", ".jpg"), ("JPEG", "照片.jpeg", ".jpg"), ("WEBP", "a.b.webp", ".webp")],
)
def test_three_kinds_of_file_are_taken(kind, filename, ending):
    encoded = encode(image(kind), filename)
    assert NAME.fullmatch(encoded.name)
    assert encoded.name.endswith(f"-40x30{ending}")
    assert Image.open(BytesIO(encoded.content)).format == kind


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_taken_is_told_with_a_reason(what):
    with pytest.raises(BadPicture) as refused:
        encode(*BAD[what])
    assert str(refused.value.reason)


def test_the_same_picture_has_the_same_name():
    assert encode(image(), "a.png").name == encode(image(), "b.png").name
    assert encode(image(size=(41, 30)), "a.png").name != encode(image(), "a.png").name


def test_nothing_but_pixels_is_kept():
    taken = encode(photograph(), "a.jpg")
    kept = Image.open(BytesIO(taken.content))
    assert not dict(kept.getexif())
    assert b"secret" not in taken.content
    assert (taken.width, taken.height) == (40, 60), "turned upright"


def test_a_second_file_inside_does_not_come_along():
    taken = encode(image() + b"PK\x03\x04<script>alert(1)</script>", "a.png")
    assert b"script" not in taken.content


def test_a_large_picture_is_made_smaller_in_its_proportions():
    for kind, filename in (("PNG", "a.png"), ("JPEG", "a.jpg")):
        taken = encode(image(kind, (3200, 1000)), filename)
        assert (taken.width, taken.height) == (LONGEST, 500)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_to_write_pixels_is_read(mode):
    kind, filename = ("JPEG", "a.jpg") if mode == "CMYK" else ("PNG", "a.png")
    file = BytesIO()
    Image.new(mode, (20, 20)).save(file, kind)
    kept = Image.open(BytesIO(encode(file.getvalue(), filename).content))
    assert kept.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def test_noise_that_stays_large_is_refused():
    noise = Image.effect_noise((1500, 1500), 200).convert("RGB")
    file = BytesIO()
    noise.save(file, "PNG", compress_level=1)
    data = file.getvalue()
    assert len(data) > MAX_KEPT
    with pytest.raises(BadPicture):
        encode(data[:5_000_000], "a.png")


NAMED = "0123456789abcdef0123456789abcdef-40x30.png"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"看图![流程]({NAMED})答题", [("流程", NAMED)]),
        (f"![]({NAMED})", [("", NAMED)]),
        (f"![ ]({NAMED})", [("", NAMED)]),
        ("![x](http://evil.example/x.png)", [("x", "http://evil.example/x.png")]),
        ("好！[不是](图)", []),
        ("![没有名字]", []),
        (f"![一]({NAMED})![二]({NAMED})", [("一", NAMED), ("二", NAMED)]),
    ],
)
def test_pictures_are_found_in_a_text(text, found):
    assert list(mentions(text)) == found


def test_the_words_without_the_pictures():
    assert without(f"看图![流程]({NAMED})答题") == "看图答题"
