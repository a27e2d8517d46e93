"""Feeds of others: fetched or opened, told apart, and read record by record."""
