"""services.csv, our own columns: a row as plain values, and a service as a row."""
