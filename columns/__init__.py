"""The newsroom: what we publish. It knows no readers."""
