"""What each key of a keypad does at its window, by the console as it is."""

from typing import Any, cast

import pytest

from window_client.client import HallClient, Problem, Unreachable
from window_client.keypads.adapter import Key, Trouble
from window_client.keypads.window_keys import DOUBLE_S, TYPED_S, WindowKeys


class Desk:
    """A client whose window is as the test says, and that keeps what it was asked for."""

    def __init__(self) -> None:
        self.now = 100.0
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.keys: list[str] = []
        self.state = "open"
        self.ticket: dict[str, str] | None = None
        self.parked: list[dict[str, str]] = []
        self.missed: list[dict[str, str]] = []
        self.refusal: Exception | None = None

    def console(self, window: str) -> dict[str, Any]:
        return {
            "window": {"state": self.state}, "ticket": self.ticket, "parked": self.parked,
            "missed": self.missed, "clerk": {"name": "孟琪", "staff_no": "A0104"},
        }  # fmt: skip

    def verb(self, window: str, verb: str, body: dict[str, Any], *, key: str) -> None:
        self.asked.append((verb, body))
        self.keys.append(key)
        if self.refusal is not None:
            raise self.refusal

    def clock(self) -> float:
        return self.now


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def keys(desk: Desk) -> WindowKeys:
    return WindowKeys(cast(HallClient, desk), "4", desk.clock)


def press(desk: Desk, keys: WindowKeys, *pressed: str) -> list[Trouble | None]:
    troubles = []
    for each in pressed:
        desk.now += 1
        troubles.append(keys.press(Key(each)))
    return troubles


def test_next_calls_and_finishes_whom_it_serves_first(desk: Desk, keys: WindowKeys) -> None:
    press(desk, keys, "NEXT")
    desk.ticket = {"number": "A034", "state": "serving"}
    press(desk, keys, "NEXT")
    desk.ticket = {"number": "A035", "state": "called"}
    assert press(desk, keys, "NEXT") == [Trouble.NOT_NOW]
    assert desk.asked == [("call-next", {}), ("call-next", {"finish": True})]


def test_confirm_cancel_recall_rate(desk: Desk, keys: WindowKeys) -> None:
    press(desk, keys, "CONFIRM", "RECALL", "RATE", "CANCEL")
    desk.ticket = {"number": "A035", "state": "called"}
    press(desk, keys, "NEXT", "CANCEL")
    verbs = [verb for verb, _ in desk.asked]
    assert verbs == ["start", "recall", "finish", "undo", "no-show"]


def test_pause_and_back(desk: Desk, keys: WindowKeys) -> None:
    press(desk, keys, "PAUSE")
    desk.state = "paused"
    press(desk, keys, "PAUSE")
    assert [verb for verb, _ in desk.asked] == ["pause", "unpause"]


def test_figures_sign_on_sign_off_and_bring_back(desk: Desk, keys: WindowKeys) -> None:
    desk.state = "closed"
    press(desk, keys, *"0104", "CONFIRM")
    desk.state = "open"
    desk.parked, desk.missed = [{"number": "A012"}], [{"number": "B007"}]
    press(desk, keys, *"12", "CONFIRM", *"007", "CONFIRM", *"0104", "CONFIRM")
    assert press(desk, keys, "9", "CONFIRM")[-1] is Trouble.UNKNOWN
    assert desk.asked == [
        ("sign-on", {"staff_no": "0104"}), ("resume", {"number": "A012"}),
        ("return", {"number": "B007"}), ("sign-off", {}),
    ]  # fmt: skip


@pytest.mark.parametrize("order", [("TRANSFER", "1", "2", "CONFIRM"), ("1", "2", "TRANSFER")])
def test_transfer_to_a_window(desk: Desk, keys: WindowKeys, order: tuple[str, ...]) -> None:
    press(desk, keys, *order)
    assert desk.asked == [("transfer", {"window": "12"})]


def test_figures_are_forgotten_by_cancel_and_in_time(desk: Desk, keys: WindowKeys) -> None:
    press(desk, keys, "1", "CANCEL", "CONFIRM", "2")
    desk.now += TYPED_S
    press(desk, keys, "CONFIRM")
    assert desk.asked == [("start", {}), ("start", {})]


def test_a_double_press_is_one_and_the_next_meant_one_is_another(
    desk: Desk, keys: WindowKeys
) -> None:
    for after in (0.0, DOUBLE_S / 2, DOUBLE_S):
        desk.now += after
        keys.press(Key.NEXT)
    assert len(desk.asked) == 2
    assert len(set(desk.keys)) == 2


@pytest.mark.parametrize(
    ("refusal", "trouble"),
    [
        (Problem(409, {"code": "window.closed"}), Trouble.SIGN_ON_FIRST),
        (Problem(409, {"code": "window.paused"}), Trouble.PAUSED),
        (Problem(404, {"code": "ticket.unknown"}), Trouble.UNKNOWN),
        (Problem(409, {"code": "no_show.too_soon"}), Trouble.NOT_NOW),
        (Unreachable("http://hall", None, "away"), Trouble.NO_SERVER),
    ],
)
def test_what_hinders_it_is_shown(
    desk: Desk, keys: WindowKeys, refusal: Exception, trouble: Trouble
) -> None:
    desk.refusal = refusal
    assert press(desk, keys, "RECALL") == [trouble]
