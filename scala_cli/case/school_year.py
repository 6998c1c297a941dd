"""The school year: what figures are of."""

from dataclasses import dataclass
from datetime import date

from scala_cli import clock
from scala_cli.case.state import Case


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The year from 1 August of `start` up to and including 31 July, in Amsterdam."""

    start: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """Return the school year in which a day falls."""
        return cls(day.year if day.month >= 8 else day.year - 1)  # noqa: PLR2004 - August

    @property
    def name(self) -> str:
        """Return `2026-2027`."""
        return f"{self.start}-{self.start + 1}"

    def holds(self, case: Case) -> bool:
        """Tell whether a case was opened in this year."""
        return SchoolYear.of(clock.day_of(case.opened)) == self
