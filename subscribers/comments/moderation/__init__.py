"""What the machine thinks of a comment before a person does: questions without tables or clock."""
