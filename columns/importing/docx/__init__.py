"""Word documents (.docx), read without Word: styles, lists, tables, notes, pictures."""
