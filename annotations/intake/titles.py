"""What the stories of an upload are called, where its texts say only which belong together."""

from collections.abc import Iterable

from annotations.intake.columns import is_opaque
from annotations.intake.texts import cut

LONGEST = 200  # Story.title


def story_titles(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The title of each story: `texts` gives what a text says of its story (`fields["story"]`), and its headline, in order.

    What people can read is a title itself. A number, UUID or hash only ties texts together: such a story is called by the
    headline of its first text that has one. Titles differ: the second of the same is "… (2)".
    """
    headlines: dict[str, str] = {}
    for story, headline in texts:
        if story and not headlines.get(story):
            headlines[story] = headline
    titles: dict[str, str] = {}
    for story, headline in headlines.items():
        title = cut(headline or story, LONGEST) if is_opaque(story) else cut(story, LONGEST)
        titles[story] = _another(title, set(titles.values()))
    return titles


def _another(title: str, taken: set[str]) -> str:
    number, another = 1, title
    while another in taken:
        number += 1
        another = f"{cut(title, LONGEST - 8)} ({number})"
    return another
