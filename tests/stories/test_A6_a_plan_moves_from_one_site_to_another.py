"""A6: a running site's plan as one file, read and changed by a person, and run somewhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.servicehall import Running, run


@pytest.fixture
def elsewhere(hall: Running, tmp_path: Path) -> Iterator[tuple[Running, str]]:
    """Another machine, which knows nothing but the file; and that file."""
    file = tmp_path / "plan.yaml"
    run("config", "export", file, "--data", hall.data)
    plan = file.read_text(encoding="utf-8")
    file.write_text(plan.replace("20 元/证", "25 元/证"), encoding="utf-8")
    assert "OK" in run("config", "check", file)
    run("install", "--yes", file, "--data", tmp_path / "data")
    server = Running(tmp_path / "data", "serve")
    yield server, plan
    server.stop()


def test_a_plan_moves_from_one_site_to_another(
    hall: Running, elsewhere: tuple[Running, str], tmp_path: Path
) -> None:
    server, plan = elsewhere
    for words in ("安澜区公安分局", "居民身份证到期换领", "20 元/证", "户籍综合", "林悦"):
        assert words in plan  # organisation, matter, fee, window, person: for a person to read
    here = hall.token("manager").get("/halls/main/catalogue")
    there = server.token("manager").get("/halls/main/catalogue")
    for part in ("organisations", "series", "zones", "windows", "life_events"):
        assert there[part] == here[part], part
    fees = {each["key"]: each["fee"]["text"]["zh"] for each in there["matters"] if each.get("fee")}
    before = {each["key"]: each["fee"]["text"]["zh"] for each in here["matters"] if each.get("fee")}
    assert fees == {**before, "id-card-renewal": "25 元/证"}
    assert [each["key"] for each in there["matters"]] == [each["key"] for each in here["matters"]]

    ticket = server.token("manager").take("id-card-renewal")
    assert ticket["number"] == "A001"
    again = tmp_path / "again.yaml"
    run("config", "export", again, "--data", server.data)
    assert again.read_text(encoding="utf-8") == plan.replace("20 元/证", "25 元/证")
    assert "lin.yue" in run("person", "list", "--data", server.data)
