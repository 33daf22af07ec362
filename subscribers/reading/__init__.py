"""Public pages. It sees every other room and owns no rules."""
