"""Writers: grids → bytes, one module a format."""
