"""The directory: what is known, how it is found, how it is kept true."""
