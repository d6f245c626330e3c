"""`servicehall doctor` on a machine: what is wrong, and what would print more."""

import json
from pathlib import Path

from click.testing import CliRunner

from printers.template import default_data
from server.cli.doctor import doctor
from server.main import open_context
from server.settings import Settings
from server.setup.install import install
from server.usecases.documents import PutTemplate, put_template
from tests.support.characters import no_fonts_installed
from tests.support.web import example_site


def test_characters_without_a_font_are_told_and_are_no_fault(tmp_path: Path) -> None:
    site = example_site()
    (hall,) = site.halls
    name = hall.name.model_copy(update={"zh": "㛃\U0001f600政务中心"})
    named = site.model_copy(update={"halls": (hall.model_copy(update={"name": name}),)})
    opened = open_context(Settings(data=tmp_path))
    install(opened, named, "test")
    template = {**json.loads(default_data("guide")), "name": "\ue123"}
    put_template(opened, PutTemplate(hall="main", actor="test", kind="guide", data=template))
    with no_fonts_installed(tmp_path):
        done = CliRunner().invoke(doctor, ["--data", str(tmp_path)])
    assert "· Hall main: no font holds '\U0001f600' (U+1F600) of halls[0].name.zh." in done.output
    assert "· Template guide of hall main: no font holds '\ue123' (U+E123)" in done.output
    assert "apt install fonts-hanazono" in done.output
    assert "✗ Hall" not in done.output
