"""Invented cases in which everything happened that can be shown, the same at every run."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from scala_cli import resources
from scala_cli.case import drafts, replies
from scala_cli.case.events import Draft, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.clock import from_stamp, stamp
from scala_cli.commands.run import known_names
from scala_cli.documents.plain import plain
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library, load_library
from scala_cli.plan.replay import Visit
from tests.conftest import NOW, TickingClock
from tests.growing import BY, then, without

TODAY = date(2026, 11, 30)
LETTER = "Beste collega's,\n\nReageer niet meer op dit bericht.\n\nDe directie"
POSTED = "Wij hebben met de betrokken persoon gesproken."
SAID = """Een filmpje van de gymles, met de tekst: 'Kijk hem eens vallen.'
Drie klasgenoten reageerden met een lachend gezicht."""
FOUND = drafts.Found(
    link="https://www.voorbeeld.example/p/groep8-een-bericht-met-een-lange-link/1",
    account="@verzonnen_account_8",
    finder="J. Voorbeeld",
    happened="2026-11-20T13:30:00Z",
    text="Twaalf reacties.",
    file=drafts.File("scherm.png", "ab" * 32, 1_234_567, kept=True),
)


def opened(graph: Graph, number: str) -> Case:
    """Return a case of which nothing is known yet."""
    draft = Draft(Kind.OPENED, stamp(NOW), {"door": BY})
    return fold(graph, [record(draft, number, None, NOW)])


def given(
    case: Case, step: str, choice: str = "gedaan", because: str = "", **fields: Value
) -> Case:
    """Return the case with an open step answered."""
    visit = next(one for one in case.position.open if one.step == step)
    reply = replies.Give(visit, (choice,), fields, because)
    return then(case, replies.draft(reply, case, BY, after(case)))


def revised(case: Case, step: str, choice: str, reason: str, **changes: Value) -> Case:
    """Return the case with an earlier answer replaced."""
    visit = Visit(step, 1)
    reply = replies.Revise(visit, (choice,), reason, case.answers[visit].last, changes)
    return then(case, replies.draft(reply, case, BY, after(case)))


def after(case: Case) -> TickingClock:
    """Return a clock that stands at the last event."""
    return TickingClock(from_stamp(case.events[-1].recorded))


def still(case: Case) -> Case:
    """Return the case with a head that doesn't depend on chance."""
    return replace(case, events=(*case.events[:-1], case.events[-1]._replace(hash="0a" * 32)))


@dataclass(frozen=True)
class Cases:
    """The cases, each made when it is asked for."""

    @cached_property
    def library(self) -> Library:
        """Return the shipped plans."""
        return load_library(resources.plan_files(), known_names())

    @cached_property
    def graph(self) -> Graph:
        """Return the shipped plan of most cases."""
        return Graph("plaatsing", self.library.plans)

    @cached_property
    def reported(self) -> Case:
        """Return a child's case as far as it was known who posted: tracks side by side, joined."""
        case = given(
            opened(self.graph, "2026-001"),
            "signaal",
            platform="instagram",
            link=["https://www.voorbeeld.example/p/1", "https://www.voorbeeld.example/p/2"],
            geplaatst="2026-11-20T13:30:00Z",
            melder="J. Voorbeeld",
            inhoud=SAID,
        )
        case = given(given(case, "spoed", "nee"), "stilte", hoe="Per e-mail")
        case = then(
            case,
            replies.document_draft(Kind.DOCUMENT, "niet-reageren", LETTER, Visit("stilte", 1), BY),
        )
        return given(case, "gesprek", "overgeslagen", "gesprek geweigerd")

    @cached_property
    def before(self) -> Case:
        """Return the same case when it was still thought that an adult had posted."""
        case = given(self.reported, "wie", "volwassene", naam="K. Verzonnen")
        return given(case, "reactie-volwassene", "rectificeert")

    @cached_property
    def corrected(self) -> Case:
        """Return it after that was put right: an answer lapsed."""
        return revised(self.before, "wie", "kind", "Het was een leerling.", klas="Groep 8")

    @cached_property
    def rich(self) -> Case:
        """Return it with everything said that can be: two tracks open, one to look at again."""
        case = given(self.corrected, "gesprek-kind", datum="2026-11-21", aanwezig=["J. Voorbeeld"])
        case = given(case, "reactie-kind", "licht-toe")
        case = revised(case, "gesprek-kind", "gedaan", "De dag klopte niet.", datum="2026-11-20")
        case = then(
            case,
            drafts.note("De ouders terugbellen.", BY, date(2026, 11, 28)),
            drafts.note("Een vergissing.", BY),
            drafts.evidence(FOUND, BY),
            drafts.hold("Er loopt een klacht.", BY),
            drafts.link("2026-002", "Hetzelfde bericht.", BY),
        )
        mistake = next(one.number for one in case.events if "vergissing" in str(one.content))
        return still(without(case, [mistake], "Op verzoek van J. Voorbeeld."))

    @cached_property
    def waiting(self) -> Case:
        """Return a case in which one track waits for the other."""
        case = given(opened(self.graph, "2026-003"), "signaal", platform="tiktok")
        return still(given(given(given(case, "spoed", "ja"), "spoed-melden"), "stilte"))

    @cached_property
    def ended(self) -> Case:
        """Return a case in which every step was answered and a statement was posted."""
        case = given(opened(self.graph, "2026-002"), "signaal", platform="facebook")
        for step, choice in (("spoed", "nee"), ("stilte", "gedaan"), ("gesprek", "gedaan")):
            case = given(case, step, choice)
        case = given(given(case, "wie", "volwassene"), "reactie-volwassene", "inadequaat")
        case = given(case, "statement", tekst=POSTED)
        case = then(
            case,
            replies.document_draft(Kind.SETTLED, "statement", POSTED, Visit("statement", 1), BY),
        )
        return still(given(case, "dossier-volwassene"))

    @cached_property
    def measured(self) -> Case:
        """Return an employee's case: one term runs, and of another nobody knows since when."""
        case = opened(Graph("medewerker", self.library.plans), "2026-005")
        case = given(given(given(case, "ventileert"), "aanspreken"), "grensoverschrijdend", "ja")
        case = given(given(case, "vertrouwensinspecteur"), "reactie-medewerker", "inadequaat")
        case = given(case, "overleg-bestuur")
        return still(given(case, "consequenties", "berisping"))

    @cached_property
    def closed(self) -> Case:
        """Return that case, closed."""
        until, ground = date(2028, 11, 22), "Zoals voorgesteld."
        draft = drafts.close("afgehandeld", "De ouders zijn akkoord.", until, ground, BY)
        return still(then(self.ended, draft))


def texts(case: Case) -> dict[int, str]:
    """Return the documents' texts as people read them."""
    return {
        one.number: one.text if one.settled else plain(one.text) for one in case.current_documents
    }
