"""News from the comment section, sent after the commit with ids only. The sweep backs it."""

from django.dispatch import Signal

comment_written = Signal()  # comment_id: int
