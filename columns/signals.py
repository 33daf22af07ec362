"""News from the newsroom, sent after the commit with ids only. A sweeper backs each listener."""

from django.dispatch import Signal

issue_published = Signal()  # issue_id: int; also when a live issue gets a new text
issue_withdrawn = Signal()  # issue_id: int
text_approved = Signal()  # issue_id: int; a text will go out soon: what takes time may begin
