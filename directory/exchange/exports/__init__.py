"""Everything public in files that others can load: our CSV, and HSDS in tables."""
