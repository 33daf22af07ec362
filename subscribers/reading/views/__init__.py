"""Pages: each fetches, asks the gate, renders."""
