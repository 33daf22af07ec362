"""The whole house in one file: what travels, how it is written, checked and taken in."""
