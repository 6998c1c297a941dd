"""Which cases are meant: by year, plan, status and platform."""

from dataclasses import dataclass

from scala_cli.case.state import Case
from scala_cli.clock import day_of


@dataclass(frozen=True, slots=True)
class Selection:
    """What a case has to be to be meant; None asks nothing. The year is the one it was opened."""

    year: int | None = None
    plan: str | None = None
    status: str | None = None
    platform: str | None = None

    @property
    def everything(self) -> bool:
        """Tell whether every case is meant."""
        return self == Selection()

    def fits(self, case: Case) -> bool:
        """Tell whether a case is meant."""
        return (
            (self.year is None or self.year == day_of(case.opened).year)
            and (self.plan is None or self.plan == case.graph.root.id)
            and (self.status is None or self.status == case.status)
            and (self.platform is None or self.platform == case.platform)
        )
