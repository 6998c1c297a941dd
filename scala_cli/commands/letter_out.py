"""A letter on its way out: to stdout, a file or the clipboard; and recorded that it was made."""

from dataclasses import dataclass
from pathlib import Path

from scala_cli import clipboard, files
from scala_cli.case.answer import Document
from scala_cli.case.events import Kind
from scala_cli.case.replies import document_draft
from scala_cli.case.state import Case
from scala_cli.case.talks import OF_THE_SCHOOL
from scala_cli.clock import stamp
from scala_cli.commands import guarding, school
from scala_cli.commands.recording import keep
from scala_cli.commands.run import Run, say
from scala_cli.documents.plain import plain
from scala_cli.documents.school import School
from scala_cli.dossier.copies import EXPORT
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.headings import Heading, heading_in_use
from scala_cli.plan.faults import did_you_mean
from scala_cli.plan.graph import Graph, steps_named
from scala_cli.plan.model import Step
from scala_cli.plan.replay import Visit
from scala_cli.settings import recorder
from scala_cli.text import clean_line, markdown

STDOUT = Path("-")
MARKDOWN, PDF, PLAIN = "md", "pdf", "txt"
FORMS = (MARKDOWN, PDF)
_NOT_ENCRYPTED = (
    "Let op: dit bestand is niet versleuteld. Bewaar het veilig en gooi het weg als het niet meer "
    "nodig is."
)


@dataclass(frozen=True, slots=True)
class Text:
    """A letter of a case: as it was made, in Markdown, or as the person changed it, in plain text.

    `made` is always what was made; `read` what people read by now. `visit` is that of the step
    that it belongs to.
    """

    kind: str
    visit: Visit | None
    made: str
    read: str

    @property
    def header(self) -> Heading:
        """Return the header of its template."""
        return heading_in_use(self.kind)

    @property
    def markdown(self) -> str:
        """Return it as Markdown."""
        return self.made if self.read == plain(self.made) else str(markdown(self.read))


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is to go out, as asked for on the command line."""

    form: str | None = None
    target: Path | None = None
    copy: bool = False
    overwrite: bool = False

    @property
    def asks(self) -> bool:
        """Tell whether anything was asked."""
        return bool(self.form or self.target or self.copy or self.overwrite)

    @property
    def shape(self) -> str:
        """Return the form that is meant: what was asked, or else what the file's name tells."""
        suffix = self.target.suffix.lower().removeprefix(".") if self.target else ""
        return self.form or (suffix if suffix in FORMS else PLAIN)


def must_be_form(form: str | None) -> None:
    """Raise `WrongUse` for a form that isn't there."""
    if form not in (None, *FORMS):
        hint = did_you_mean(str(form), FORMS)
        raise WrongUse(f"Vorm '{clean_line(str(form))}' bestaat niet.{hint} Kies uit md of pdf.")


def give(run: Run, dossier: Dossier, case: Case, text: Text, wish: Wish) -> None:
    """Print, write or copy a letter as asked, and record that it was made."""
    target = wish.target
    if target is None and wish.shape == PDF:
        target = Path(file_name(text.kind, case.number, PDF))
    if text.header.public:
        guarding.say_found(case, text.read)
    if target is not None and target != STDOUT:
        write(run, dossier, case, text, Wish(wish.shape, target, overwrite=wish.overwrite))
    elif wish.shape == PDF:
        raise WrongUse("Een PDF past niet op het scherm. Noem een bestand met --naar.")
    elif not (run.has_person and wish.copy):
        # At once: a text that could not be printed is not kept either.
        print(text.markdown if wish.shape == MARKDOWN else text.read, flush=True)
    if wish.copy:
        say(clipboard.copy_and_say(text.read))
    record_made(dossier, case, text)


def file_name(kind: str, number: str, form: str) -> str:
    """Return what a letter's file is called where nobody said so."""
    return f"brief-{kind}-{number}.{form}"


def write(run: Run, dossier: Dossier, case: Case, text: Text, wish: Wish) -> None:
    """Write a letter to a file, and note in the dossier where it lies.

    Raises `WrongUse` and `DossierUnusable` as `files.write_bytes`.
    """
    path = wish.target or Path(file_name(text.kind, case.number, wish.shape))
    files.must_have_folder(path)
    data = _data(run, case, text, wish.shape, school.known_school(dossier))

    def note() -> None:
        try:
            dossier.copy_made(EXPORT, path, case.number)
        except DossierUnusable:
            say("In het dossier kon niet worden genoteerd waar deze brief staat.")

    files.write_bytes(path, data, overwrite=wish.overwrite, first=note)
    say(f"De brief staat in {files.shown(path.absolute())}. {_NOT_ENCRYPTED}")


def _data(run: Run, case: Case, text: Text, form: str, known: School) -> bytes:
    if form != PDF:
        return f"{text.markdown if form == MARKDOWN else text.read}\n".encode()
    from scala_cli.export.pdf import Letter, Letterhead, letter_pdf

    above = school.letterhead(known)
    headed = has_head(text.header)
    if headed:
        above = Letterhead(logo=above.logo)
    # What everyone may read tells nothing of the case that it is from.
    number, head = ("", "") if text.header.public else (case.number, case.head)
    letter = Letter(text.header.title, number=number, head=head, headed=headed, drill=case.drill)
    return letter_pdf(text.markdown, letter, above, stamp(run.clock()))


def has_head(header: Heading) -> bool:
    """Tell whether a letter opens with the school's name and address, place and date."""
    return {"naam", "adres", "plaats"} <= set(header.school)


def record_made(dossier: Dossier, case: Case, text: Text) -> None:
    """Record that a letter was made, unless it is what the last one of its kind said."""
    last = last_of(case, text.kind)
    if last is not None and _read(last) == text.read:
        return
    keep(
        dossier,
        case,
        lambda now: document_draft(
            Kind.DOCUMENT, text.kind, text.markdown, place_of(now, text), recorder()
        ),
    )


def last_of(case: Case, kind: str) -> Document | None:
    """Return the last document of a kind that a case holds."""
    return next((one for one in reversed(case.documents) if one.kind == kind), None)


def _read(document: Document) -> str:
    return document.text if document.settled else plain(document.text)


def visits_of(case: Case, kind: str) -> list[Visit]:
    """Return the visits that a letter can belong to, the likeliest first.

    Those are the open ones, then the last that stand; but what a letter tells of its own step is
    known only once that was answered.
    """
    header = heading_in_use(kind)
    meant = steps_of(kind, header, case.graph)
    standing = [one.visit for one in reversed(case.standing) if one.visit.step in meant]
    opened = [visit for visit in case.position.open if visit.step in meant]
    tells = any(header.tells(field) for ref in meant for field in case.graph.steps[ref].fields)
    return [*standing, *opened] if tells else [*opened, *standing]


def steps_of(kind: str, header: Heading, graph: Graph) -> set[str]:
    """Return the steps that a letter belongs to, by what either of them says."""
    named = {ref for name in header.steps for ref in steps_named(name, graph)}
    return named | {ref for ref, step in graph.steps.items() if belongs(kind, header, step)}


def belongs(kind: str, header: Heading, step: Step) -> bool:
    """Tell whether a letter belongs to a step by what the step says."""
    talk = header.talks and step.talk and step.talk not in OF_THE_SCHOOL
    return bool(talk) or kind in (*step.documents, *step.offered)


def place_of(case: Case, text: Text, *, settled: bool = False) -> Visit | None:
    """Return the visit at which a letter is recorded; None where it would undo what stands there.

    That is a text that a person gave in the field of the step, which a walk settles again, and
    for a text that is only made also one that was settled.
    """
    visit = text.visit
    if visit is None:
        return None
    answer = case.answers.get(visit)
    given = answer and case.sent(answer) and text.kind in case.step(visit).documents
    last = case.document(visit, text.kind)
    kept = last is not None and last.settled and not settled
    return None if given or kept else visit
