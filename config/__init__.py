"""Puts everything together; knows no rule of the directory."""
