"""What is stored on disk: only this package uses TinyDB, and every save is atomic."""
