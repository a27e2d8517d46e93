"""The moderators' side: one module for each thing they keep, and what these share."""
