"""The faces that PDF files embed, with their licence."""
