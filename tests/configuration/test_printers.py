"""The printers of a site file and the printing package's table of models know the same."""

from typing import get_args

from printers.models import MODELS
from server.contracts.site_places import PrinterModel
from server.contracts.site_printers import WIDEST_DOTS


def test_a_site_file_names_just_the_models_that_there_are() -> None:
    assert set(get_args(PrinterModel)) == {"generic", *MODELS}
    assert {name: model.dots for name, model in MODELS.items()} == WIDEST_DOTS
