"""What is exported reads back equal, whatever the names are (A6)."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from server.configuration.halls import domain_hall, hall_document, site_of_document
from server.configuration.reading import read, read_text
from server.configuration.writing import dump
from server.contracts.site import Site
from tests.support.sites import sites
from tests.support.tries import tries


@given(sites())
@settings(max_examples=tries(15), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_site_reads_back_equal(site: Site) -> None:
    assert read_text(dump(site)) == site


@given(sites())
@settings(max_examples=tries(10), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_site_has_a_document_and_a_hall(site: Site) -> None:
    document = hall_document(site, "main")
    assert site_of_document(document) == site
    hall = domain_hall(document)
    assert set(hall.matters) == {m.key for m in site.halls[0].matters}


def test_the_example_reads_back_equal_and_stays_readable() -> None:
    site = read(Path("server/demo/centre.yaml"))
    text = dump(site)
    assert read_text(text) == site
    assert "  short: {zh: 安澜政务中心, en: Anlan Centre}\n" in text
    assert "  - key: main\n" in text
