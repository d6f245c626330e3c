"""The QR code of a ticket's page decodes from what is drawn."""

import re

import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw

from kiosk.pages import blueprint
from tests.support.tickets import CODE


def drawn(svg: str) -> Image.Image:
    """The picture's squares as dots; the path is made of unit squares alone."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg).group(1))  # type: ignore[union-attr]
    scale = 8
    picture = Image.new("L", (size * scale, size * scale), 255)
    pen = ImageDraw.Draw(picture)
    for x, y in re.findall(r"M([\d.]+),([\d.]+)H", svg):
        left, top = float(x) * scale, float(y) * scale
        pen.rectangle((left, top, left + scale - 1, top + scale - 1), fill=0)
    return picture


def app(**config: str) -> Flask:
    made = Flask(__name__)
    made.register_blueprint(blueprint)
    made.config.update(config)
    return made


def test_the_code_leads_to_the_page() -> None:
    answer = app().test_client().get(f"/t/{CODE}/qr.svg", base_url="http://10.0.0.8:8000")
    assert answer.mimetype == "image/svg+xml"
    read = zxingcpp.read_barcodes(drawn(answer.text))
    assert [each.text for each in read] == [f"HTTP://10.0.0.8:8000/T/{CODE}"]


def test_the_public_address_is_taken_where_it_is_set() -> None:
    client = app(PUBLIC_URL="https://hall.example/").test_client()
    read = zxingcpp.read_barcodes(drawn(client.get(f"/t/{CODE}/qr.svg").text))
    assert read[0].text == f"HTTPS://HALL.EXAMPLE/T/{CODE}"
