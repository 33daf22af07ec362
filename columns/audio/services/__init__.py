"""Narration's mutations, each with its name, its guard and its log."""

from columns.audio.services.collecting import Collected, collect, collectable, unneeded
from columns.audio.services.lightening import light_owed, lighten_next
from columns.audio.services.narrating import narrate, narrate_next
from columns.audio.services.pronouncing import keep_rule, keep_rules, remove_rules
from columns.audio.services.queueing import (
    RESTING,
    ask_again,
    cancel,
    owed,
    queue_narration,
    queue_owed,
    retry,
)
from columns.audio.services.reading import read_page
from columns.audio.services.reviewing import review
from columns.audio.services.sampling import ask_for_sample, say_sample
from columns.audio.services.scripting import (
    Stale,
    Unsayable,
    keep_own_script,
    restore_lines,
    say_line_again,
    say_line_as,
    skip_lines,
    use_own_script,
)

__all__ = [
    "RESTING",
    "Collected",
    "Stale",
    "Unsayable",
    "ask_again",
    "ask_for_sample",
    "cancel",
    "collect",
    "collectable",
    "keep_own_script",
    "keep_rule",
    "keep_rules",
    "light_owed",
    "lighten_next",
    "narrate",
    "narrate_next",
    "owed",
    "queue_narration",
    "queue_owed",
    "read_page",
    "remove_rules",
    "restore_lines",
    "retry",
    "review",
    "say_line_again",
    "say_line_as",
    "say_sample",
    "skip_lines",
    "unneeded",
    "use_own_script",
]
