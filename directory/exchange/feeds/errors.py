"""What ends the reading of a feed; what is wrong with one record never does."""


class FeedError(Exception):
    """The feed cannot be read, and why, in words for whoever brings it in."""
