"""Published results become what people look at: text, dots and CSV."""
