"""Small forests: what is tested is what is done with them."""

import pytest


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.waits.ml.trees._ROUNDS", 50)
