"""What readers say back, judged against the community guidelines."""
