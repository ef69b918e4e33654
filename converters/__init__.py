"""The conversion itself: model, grid, layouts, readers and writers."""
