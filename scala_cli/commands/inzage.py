"""`exporteer --voor betrokkene`: going through a case with the director, passage by passage.

Nothing of this is recorded. Without a person at a terminal no free text goes along.
"""

from collections.abc import Sequence

from scala_cli.case.drafts import needed
from scala_cli.case.people import is_poster, people
from scala_cli.case.state import Case
from scala_cli.commands.run import Run, say
from scala_cli.documents.guard import Kind, findings, known_of
from scala_cli.documents.plain import plain
from scala_cli.errors import InvalidValue, Stopped
from scala_cli.export.inzage.paper import Verdict
from scala_cli.export.inzage.paper import paper as written
from scala_cli.export.inzage.pieces import Passage, Place, passages
from scala_cli.export.inzage.taking import take_apart
from scala_cli.export.inzage.whose import OF_OTHERS
from scala_cli.export.paper import Paper
from scala_cli.export.redaction import MARK, phrases, redacted, without
from scala_cli.facts import facts
from scala_cli.plan.model import Role
from scala_cli.prompts.protocol import Item
from scala_cli.screen.page import Block, Heading, Items, Page, Verbatim, Words
from scala_cli.screen.page import Item as Line
from scala_cli.text import LINE_LIMIT, clean_line, listing

_FACTS = ("inzage", "ouder-zonder-gezag")
_OUT, _IN, _BLACKEN, _STOP = "WEGLATEN", "OPNEMEN", "WEGLAKKEN", "STOPPEN"
_ALL_OF_THIS, _REST = "HEEL-STUK", "REST"
_OTHER = "ANDERS"
_NOBODY = "de betrokkene"
_GIVES_AWAY = (
    Kind.NAME, Kind.ACCOUNT, Kind.CLASS, Kind.EMAIL, Kind.PHONE, Kind.ADDRESS, Kind.LINK, Kind.BSN,
)  # fmt: skip
_REASONS = (
    Item("ander", "Het gaat over een ander"),
    Item("vertrouwen", "Het is in vertrouwen gezegd"),
    Item(_OTHER, "Een andere reden"),
)
_SAID = {"ander": OF_OTHERS, "vertrouwen": "in vertrouwen gezegd"}
_NO_TERMINAL = (
    "Er is geen terminal om te vragen van wie de inzage is. Daarom zijn alle namen, alle vrije "
    "tekst en alle antwoorden die over iemand gaan weggelaten."
)


def paper(run: Run, case: Case) -> Paper:
    """Return what someone gets to see, as the person at the terminal decides."""
    texts = {one.number: _text(one.text, settled=one.settled) for one in case.current_documents}
    if not run.has_person:
        say(_NO_TERMINAL)
        return written(case, _NOBODY, take_apart(case, (), texts), {})
    whose = _whose(run, case)
    found = take_apart(case, whose, texts, poster=_posted(run, case, whose))
    return written(case, whose[0], found, _verdicts(run, case, whose, passages(found)))


def _text(text: str, *, settled: bool) -> str:
    """Return a document's plain text; a settled one is a person's own and no Markdown."""
    return text if settled else plain(text)


def facts_page() -> Page:
    """Return what is known of how soon and to whom inzage is given."""
    known = [facts()[one] for one in _FACTS]
    return Page([Heading("Bij inzage"), Items([Line(fact.text, fact.basis) for fact in known])])


def _whose(run: Run, case: Case) -> list[str]:
    """Return every name by which the one who asks stands in the case, or the one typed."""
    items, known = _names(case)
    found: list[str] = []
    if known:
        question = (
            f"Dossier {case.number}: van wie is de inzage? Kies elke naam die van deze persoon is."
        )
        chosen = run.asker.choose_several(question, items)
        found = [known[one] for one in chosen if one in known]
        if _OTHER not in chosen:
            return found
    question = f"Dossier {case.number}: wat is de naam van wie inzage vraagt?"
    return [*found, run.asker.line(question, "", _name)]


def _names(case: Case) -> tuple[list[Item], dict[str, str]]:
    """Return what can be chosen from, and which name each is: of each person who they are here."""
    items: list[Item] = []
    known: dict[str, str] = {}
    for one in people(case):
        who = listing(sorted(role for role in one.roles if role is not Role.OTHER))
        for name in one.names:
            known[f"NAAM-{len(items) + 1}"] = name
            items.append(Item(f"NAAM-{len(items) + 1}", name, who))
    return [*items, Item(_OTHER, "Een andere naam")], known


def _name(typed: str) -> str:
    name = needed(clean_line(typed))
    if len(name) > LINE_LIMIT:
        raise InvalidValue("Deze naam is te lang.")
    return name


def _posted(run: Run, case: Case, whose: Sequence[str]) -> bool:
    """Return whether they posted, asking where no name of who did is recorded."""
    found = is_poster(case, whose)
    if found is None:
        items = [Item("nee", "Nee, of niet zeker"), Item("ja", "Ja")]
        question = "De naam van de plaatser is niet vastgelegd. Is deze persoon de plaatser?"
        found = run.asker.choose(question, items, "nee") == "ja"
    if not found:
        run.asker.tell(
            "\nDeze persoon is niet de plaatser. Stappen die de persoon niet noemen, blijven "
            "daarom weg. Teksten daaruit kunt u wel opnemen."
        )
    return found


def _verdicts(
    run: Run, case: Case, whose: Sequence[str], found: Sequence[Passage]
) -> dict[Passage, Verdict]:
    if found:
        run.asker.tell(_ahead(len(found)))
    desk = _Desk(run, case, whose)
    verdicts: dict[Passage, Verdict] = {}
    passed_over: Place | None = None
    for place, passage in enumerate(found, 1):
        if passage.place == passed_over:
            continue
        heading = f"Tekst {place} van {len(found)}: {passage.place.section}"
        verdict = desk.verdict(passage, heading)
        if isinstance(verdict, Verdict):
            verdicts[passage] = verdict
        elif verdict == _REST:
            break
        else:
            passed_over = passage.place
    return verdicts


def _ahead(texts: int) -> str:
    """Return how much there is to decide on, and what comes of it."""
    many = "is 1 tekst" if texts == 1 else f"zijn {texts} teksten"
    return (
        f"\nEr {many} om te beoordelen. Wat u niet opneemt, blijft weg. Er wordt nog niets "
        "geschreven: u ziet straks eerst het geheel. Stopt u eerder, dan begint u de volgende keer "
        "opnieuw."
    )


class _Desk:
    """Where passages are decided on; words taken out of one are taken out of the next too."""

    def __init__(self, run: Run, case: Case, whose: Sequence[str]) -> None:
        self._run = run
        self._known = known_of(case)
        self._number = case.number
        self._own = " ".join(whose).casefold()
        self._blackened: list[str] = []

    def verdict(self, passage: Passage, heading: str) -> Verdict | str:
        """Return what is decided on a passage, or else how much is left out undecided."""
        text = passage.text
        for words in self._blackened:
            text = without(text, words)
        while True:
            self._run.printer.show(self._page(passage, heading, text))
            chosen = self._run.asker.choose(
                "Wat doet u met deze tekst?", _items(passage.place.section), _OUT
            )
            if chosen == _BLACKEN:
                text = self._without_words(text)
            elif chosen == _STOP:
                raise Stopped(f"Dossier {self._number} is niet geschreven, en niet veranderd.")
            elif chosen in (_REST, _ALL_OF_THIS):
                return chosen
            elif chosen == _IN:
                return Verdict(text, "" if text == passage.text else _why(self._run))
            else:
                return Verdict("", _why(self._run))

    def _page(self, passage: Passage, heading: str, text: str) -> Page:
        label = f"{passage.label} ({passage.kind})"
        blocks: list[Block] = [Heading(heading, 1), Words(label, quiet=True), Verbatim(text)]
        if seen := self._of_others(text):
            words = f"Let op, hier staat misschien iets van een ander: {listing(seen)}."
            blocks.append(Items([Line(words)], warning=True))
        return Page(blocks)

    def _of_others(self, text: str) -> list[str]:
        """Return what may give someone else away; that it finds nothing proves nothing."""
        found = [
            one.text
            for one in findings(text.replace(MARK, "…"), self._known)
            if one.kind in _GIVES_AWAY and one.text.casefold() not in self._own
        ]
        return list(dict.fromkeys(found))

    def _without_words(self, text: str) -> str:
        """Return the text without the words that are typed; the same when none are."""

        def parse(typed: str) -> tuple[str, list[str]]:
            line = clean_line(typed)
            return (redacted(text, line), phrases(line)) if line else (text, [])

        hint = "Meer tegelijk: zet er een puntkomma tussen, zoals: Tim; groep 5. Leeg laten mag."
        changed, words = self._run.asker.line("Typ de woorden die weg moeten.", hint, parse)
        self._blackened += words
        return changed


def _items(section: str) -> list[Item]:
    return [
        Item(_OUT, "Weglaten"),
        Item(_IN, "Opnemen"),
        Item(_BLACKEN, "Woorden weglakken"),
        Item(_ALL_OF_THIS, f"Deze en de rest bij '{section}' weglaten"),
        Item(_REST, "Deze en alle volgende teksten weglaten"),
        Item(_STOP, "Stoppen, niets schrijven"),
    ]


def _why(run: Run) -> str:
    chosen = run.asker.choose("Waarom? Deze reden komt in de export te staan.", _REASONS)
    if chosen in _SAID:
        return _SAID[chosen]
    question = "Wat is de reden?"
    hint = "Wie inzage vroeg, leest deze reden. Noem er geen ander in."
    return clean_line(run.asker.line(question, hint, needed))
