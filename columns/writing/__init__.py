"""Help with writing that an editor asks for: punctuation, known misspellings. Nothing silently."""
