"""base.py holds what is always true; local, test and production are short overlays."""
