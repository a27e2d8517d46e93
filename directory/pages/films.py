"""Films in sign language: files of the site's own, with captions beside them."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static


@dataclass(frozen=True)
class Film:
    """A film, its captions, and how much it weighs on a phone's data."""

    url: str
    captions_url: str
    megabytes: int


def film(name: str) -> Film | None:
    """The film of a file's name; none without its captions (`x.mp4` with `x.vtt`)."""
    if not name:
        return None
    folder = Path(settings.OWN_FILES)
    captions = str(Path(name).with_suffix(".vtt"))
    if not (folder / name).is_file() or not (folder / captions).is_file():
        return None
    megabytes = max(1, round((folder / name).stat().st_size / 1_000_000))
    return Film(static(name), static(captions), megabytes)
