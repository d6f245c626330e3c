"""What a person is told to wait."""

from server.demo.past import pretend_past
from server.storage.learned import LearnedWaits
from server.usecases.house import House
from tests.support.halls import small_hall
from tests.support.people import clerk, take


def remember(house: House) -> None:
    """Give the hall a past in which every window was busy."""
    hall, waits = small_hall(), house.waits
    assert isinstance(waits, LearnedWaits)
    with house.store.database.reading() as connection:
        today = hall.hours.business_day(house.now())
        waits.teach(connection, hall, lambda mind: pretend_past(mind, hall, today))


def test_a_hall_without_a_past_does_not_know(house: House) -> None:
    assert take(house)["wait"] is None


def test_an_idle_window_is_told_as_at_once(house: House) -> None:
    remember(house)
    busy = take(house, "tax")["wait"]
    clerk(house, "3")
    idle = take(house, "tax")["wait"]
    assert busy[1] > 5
    assert idle == [0, 5]
