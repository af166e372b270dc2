"""What is kept on disk: TinyDB lives here alone, and every save is atomic."""
