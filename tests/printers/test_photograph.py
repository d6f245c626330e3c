"""A person's photograph: one form, upright, nothing kept of the file but the picture."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from printers.photograph import HEIGHT, WIDTH, NoPhotographError, photograph


def file(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "white").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_of_picture_becomes_one_form(kind: str) -> None:
    for size in ((300, 300), (4000, 3000), (600, 2400)):
        with Image.open(BytesIO(photograph(file(size, kind)))) as made:
            assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (WIDTH, HEIGHT))


def test_a_camera_held_upright_stays_upright_and_tells_nothing_else() -> None:
    lying = Image.new("RGB", (800, 600), "white")
    lying.paste("black", (0, 0, 400, 600))  # left half; turned by the tag it is the upper half
    tags = Image.Exif()
    tags[0x0112], tags[0x010F] = 6, "Camera of somebody"
    out = BytesIO()
    lying.save(out, "JPEG", exif=tags)
    with Image.open(BytesIO(photograph(out.getvalue()))) as made:
        assert not made.getexif() and b"Camera" not in photograph(out.getvalue())
        top, bottom = made.getpixel((180, 60)), made.getpixel((180, 400))
        assert isinstance(top, tuple) and isinstance(bottom, tuple)
        assert top[0] < 40 and bottom[0] > 215


def test_what_is_transparent_becomes_white() -> None:
    drawn = BytesIO()
    Image.new("RGBA", (400, 500), (0, 0, 0, 0)).save(drawn, "PNG")
    with Image.open(BytesIO(photograph(drawn.getvalue()))) as made:
        assert made.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "format"),
        (b"GIF89a", "format"),
        (file((400, 400), "GIF"), "format"),
        (file((400, 500))[:900], "format"),
        (file((299, 900)), "small"),
        (file((8001, 300), "PNG", "1"), "large"),
    ],
)
def test_what_can_be_no_photograph_says_why(data: bytes, why: str) -> None:
    with pytest.raises(NoPhotographError) as raised:
        photograph(data)
    assert raised.value.why == why
