"""The rules by which records from several places become one, and what people decide before that."""
