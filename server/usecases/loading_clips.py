"""Which clips a hall's loudspeakers need, so that they are there before the first call."""

from server.configuration.halls import site_of_document
from server.contracts.announcing import ClipsToLoad
from server.usecases.app_context import AppContext
from server.voice.needs import needs


def clips_to_load(context: AppContext, hall: str) -> ClipsToLoad:
    """The clips of every call that the hall can make. Refuses `hall.unknown`."""
    store = context.store
    with store.database.reading() as connection:
        _, document = store.document(connection, hall)
    words = needs(site_of_document(document).halls[0], context.recordings)
    addresses = dict.fromkeys(clip.address for word in words for clip in word.parts)
    return ClipsToLoad(clips=list(addresses))
