"""What the visitor asked for: criteria, places, filters, facets, ranking."""
