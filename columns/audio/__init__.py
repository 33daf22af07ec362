"""Narration: what an issue sounds like, from script to one file with its timings."""
