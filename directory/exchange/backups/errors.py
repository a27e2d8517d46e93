"""What can be wrong with a backup."""


class BackupError(Exception):
    """The backup or the restore cannot be done; the message says why."""
