"""Sessions that end: after half an hour without a request, and after a working day.

Django's cookie and row last half an hour; a session that is used is written again at
most once a minute. A page that never looks at its session pays nothing for this.
"""

import time

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

BEGAN = "began"
SEEN = "seen"
A_MINUTE = 60


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with a last moment."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict:
        data = super().load()
        if not data:
            return data
        now = time.time()
        if now - data.get(BEGAN, 0) > settings.SESSION_LONGEST:
            self.delete()
            self._session_key = None
            return {}
        if now - data.get(SEEN, 0) > A_MINUTE:
            data[SEEN] = now
            self.modified = True
        return data

    def create_model_instance(self, data: dict):
        now = time.time()
        data.setdefault(BEGAN, now)
        data.setdefault(SEEN, now)
        return super().create_model_instance(data)
