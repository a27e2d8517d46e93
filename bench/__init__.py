"""Measures what a page costs, at real and at large sizes, on both engines."""
