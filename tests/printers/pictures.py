"""Golden pictures: compared dot by dot, with a tolerance and a picture of the difference."""

import os
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 40  # dots that are more than a dot off; one changed hanzi makes a hundred


def assert_looks(image: Image.Image, name: str, tmp_path: Path) -> None:
    """Set GOLDEN=renew to accept what is drawn now; look at it before committing."""
    path = GOLDEN / f"{name}.png"
    if os.environ.get("GOLDEN") == "renew":
        image.save(path, optimize=True)
    assert path.exists(), f"no golden picture {path.name}; run once with GOLDEN=renew and look"
    with Image.open(path) as opened:
        wanted = opened.convert("L")
    shown = image.convert("L")
    if shown.size != wanted.size:
        shown.save(tmp_path / f"{name}-now.png")
        raise AssertionError(f"{name}: {shown.size} instead of {wanted.size}, see {tmp_path}")
    wrong = ImageChops.difference(thin(shown, wanted), thin(wanted, shown))
    count = wrong.histogram()[255]
    if count > TOLERANCE:
        difference(shown, wanted).save(tmp_path / f"{name}-difference.png")
        raise AssertionError(f"{name}: {count} dots differ, see {tmp_path}")


def thin(one: Image.Image, other: Image.Image) -> Image.Image:
    """`one` without what lies within a dot of the ink of `other`: font renderers differ by that."""
    near = other.filter(ImageFilter.MinFilter(3))
    return ImageChops.lighter(one, ImageChops.invert(near))


def difference(shown: Image.Image, wanted: Image.Image) -> Image.Image:
    """Red: too much; blue: missing."""
    return Image.merge("RGB", (wanted, ImageChops.lighter(shown, wanted), shown))
