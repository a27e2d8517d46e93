"""The pages of signing in: invitations, signing in, second factors."""
