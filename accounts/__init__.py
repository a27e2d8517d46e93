"""Who works here: our user model, and later roles and sign-in."""
