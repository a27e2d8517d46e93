"""In and out: what other people's files hold, and what ours hold for them."""
