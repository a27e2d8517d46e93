"""Formats: text in, values out. Nothing here knows the database."""
