"""A file as such: what kind it is, whether it is safe to open, its parts, its sheets as grids."""
