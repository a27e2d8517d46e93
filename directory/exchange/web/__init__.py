"""Looking at other sites: politely, a page at a time, and only in public."""
