"""The outsider's room (外审): one issue's newest text, opened by a signed link, no account."""
