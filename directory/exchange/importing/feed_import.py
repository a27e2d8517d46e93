"""Importing a feed: begun anew, or gone on with where it was interrupted."""

from pathlib import Path

from directory.exchange.feeds.opening import Feed
from directory.models import FeedSource, Import


def source_named(name: str, place: str, *, keep: bool) -> FeedSource:
    """The source of that name; of the host or the file where none is given."""
    name = (name or _name_of(place))[:100]
    found = FeedSource.objects.filter(name=name).first()
    if found is None:
        found = FeedSource(name=name, address=place[:500])
        if keep:
            found.save()
    return found


def begin(source: FeedSource, place: str, feed: Feed, *, by, keep: bool) -> Import:
    """The import of this place that was not read to its end, or a new one."""
    if keep:
        begun = Import.objects.unfinished().filter(
            kind=Import.Kind.FEED, feed=source, address=place[:500], by=by
        )
        if found := begun.order_by("-pk").first():
            return found
    batch = Import(
        kind=Import.Kind.FEED,
        name=source.name,
        address=place[:500],
        format=feed.format[:60],
        by=by,
        feed=source if source.pk else None,
    )
    if keep:
        batch.save()
    return batch


def _name_of(place: str) -> str:
    if place.startswith(("http://", "https://")):
        return place.partition("://")[2].partition("/")[0].rpartition("@")[2]
    path = Path(place)
    return (path.name if path.is_dir() else path.stem) or place
