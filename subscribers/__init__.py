"""The readers' wing: who may read what is published, and what they say back."""
