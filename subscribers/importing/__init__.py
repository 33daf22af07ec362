"""Members of another house become readers here: accounts and rights from a list."""
