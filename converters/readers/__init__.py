"""Readers: bytes → grids, one module a format."""
