"""Bringing in: what a file or a feed would change, looked at first, then proposed."""
