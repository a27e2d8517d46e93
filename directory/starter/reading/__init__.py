"""From the starter's files to plain values, checked before anything is written."""
