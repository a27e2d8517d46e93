"""The data a new site begins with, and the loader that keeps it up to date."""
