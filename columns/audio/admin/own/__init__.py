"""The desk for readings that people recorded."""
