"""The user's own forms: marked xlsx and docx files that are filled, read back and blanked."""
