"""Layouts: grids ↔ goal tables, one module a layout."""
