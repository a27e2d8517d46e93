"""The people who work here, what they may do, and how they were invited."""

from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.user import User

__all__ = ["Invitation", "Membership", "User"]
