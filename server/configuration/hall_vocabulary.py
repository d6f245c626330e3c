"""What a hall of a site file calls its windows, beside what the program calls them."""

from server.contracts.languages import translated
from server.contracts.site import Hall
from server.contracts.site_places import WindowWords
from server.domain.vocabulary import WORDS, Vocabulary


def vocabulary(hall: Hall) -> Vocabulary:
    """What the hall calls its windows, and those windows that are called differently."""
    ours = {name: translated(words) for name, words in WORDS.items()}
    own = {window.key: _own(window.words) for window in hall.windows}
    return Vocabulary(
        {**ours, **_own(hall.words)}, {key: words for key, words in own.items() if words}
    )


def _own(words: WindowWords) -> dict[str, dict[str, str]]:
    given = ((name, getattr(words, name)) for name in WORDS if name in type(words).model_fields)
    return {name: text.by_language() for name, text in given if text is not None}
