"""What helps an editor write: punctuation, terms."""
