"""Advice pages: their text, marks, sources, and what is refused in them."""
