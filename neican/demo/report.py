"""What the check prints."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Report:
    """Prints a line for each step and remembers whether all held."""

    write: Callable[[str], object]
    held: bool = True

    def say(self, holds: bool, what: str, figure: object = "") -> None:
        """One line; a single ✗ spoils the whole."""
        self.held = self.held and holds
        line = f"{'✓' if holds else '✗'} {what}" + (f"：{figure}" if figure != "" else "")
        self.write(line)
