"""The daily checks: one module for each, and `running` puts them in order."""
