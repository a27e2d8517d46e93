"""From plain values to the database; a moderator's changes are left alone."""
