"""A case on paper: the values that the export's template lays out. Deterministic for a case.

The template escapes each value on its way into Markdown; what is Markdown already says so.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.answer import Answer, Document
from scala_cli.case.apart import GONE
from scala_cli.case.deadlines import deadlines, not_running
from scala_cli.case.linked import Linked
from scala_cli.case.state import Case
from scala_cli.case.wording import answer_pairs, lapsed, made_remark, missing, told
from scala_cli.drill import DRILL
from scala_cli.facts import Fact
from scala_cli.headings import title_of
from scala_cli.plan.wording import cited, notes_of, source_of
from scala_cli.text import Markdown, labelled, listing, markdown, markdown_line

TEMPLATE = "export/dossier.md.j2"
Values = dict[str, Any]


def values(case: Case, linked: Sequence[Linked] = ()) -> Values:
    """Return what the template needs; `linked` are the cases of the same incident."""
    answers = sorted(case.answers.values(), key=lambda one: one.first)
    return {
        "voorblad": _front_matter(case),
        "oefening": Markdown(DRILL) if case.drill else "",
        "gesloten": case.closed,
        "iets_gewist": any(event.content is None for event in case.events),
        "leeg": summary.emptied(case),
        "samenvatting": list(_summary(case)),
        "aan_te_vullen": [
            labelled(case.step(visit).title, questions)
            for visit, questions in missing(case).items()
        ],
        "weg": [_row(case, answer) for answer in answers],
        "antwoorden": [_answer(case, answer) for answer in answers],
        "termijnen": [
            *(
                (summary.due_for(one), one.said, summary.stand(one), one.source)
                for one in deadlines(case)
            ),
            *((one.what, one.lacks, "niet vastgelegd", one.source) for one in not_running(case)),
        ],
        "gekoppeld": [(one.named, one.dated) for one in linked],
        "losse_stukken": summary.chapters(case),
        "tijdlijn": summary.timeline(case),
        "documenten": [_document(case, one) for one in case.documents],
        "bronnen": list(_sources(case)),
        "aantal": case.count,
        "kop": case.head,
    }


def _front_matter(case: Case) -> Values:
    """Return YAML scalars: JSON is YAML. Pandoc reads them as Markdown, so text is escaped."""
    authors = dict.fromkeys(event.by for event in case.events if event.by)
    scalars: Values = {
        "titel": markdown_line(f"Dossier {case.number}: {case.title}"),
        "datum": markdown_line(clock.say_day(clock.day_of(case.events[-1].recorded))),
        "auteurs": [markdown_line(author) for author in authors],
        "dossier": case.number,
        "kop": case.head,
        "aantal": case.count,
        **({"oefening": DRILL} if case.drill else {}),
    }
    return {key: Markdown(json.dumps(value, ensure_ascii=False)) for key, value in scalars.items()}


def _summary(case: Case) -> Iterator[tuple[str, str]]:
    for label, plan in summary.plans(case):
        yield label, f"{plan.title} (versie {plan.version}; {plan.source})"
    yield "Geopend", clock.say(case.opened)
    yield from summary.state(case)
    yield "Laatst bijgewerkt", clock.say(case.events[-1].recorded)
    still = listing(case.step(visit).title for visit in case.position.open)
    yield (
        "Niet meer gedaan" if case.closed else "Nog open",
        still or "niets; alle stappen zijn beantwoord",
    )
    yield from summary.talk(case)


def _row(case: Case, answer: Answer) -> Values:
    return {
        "stap": case.step(answer.visit).title,
        "antwoord": f"{case.said(answer)}{lapsed(case, answer)}",
        "gebeurd": told(answer.happened, answer.recorded),
        "vastgelegd": clock.say(answer.recorded),
        "door": GONE if answer.erased else answer.by,
    }


def _answer(case: Case, answer: Answer) -> Values:
    step = case.step(answer.visit)
    said = [("Antwoord", f"{case.said(answer)}{lapsed(case, answer)}")]
    reading = [("Gekozen lezing", step.reading)] if step.reading else []
    return {
        "titel": step.title,
        "woorden": step.text,
        "bron": source_of(step),
        "gegevens": [*said, *answer_pairs(case, answer), *reading],
    }


def _document(case: Case, made: Document) -> Values:
    """Return a document; a settled text is a person's own and no Markdown."""
    at = f", bij de stap '{case.step(made.visit).title}'" if made.visit else ""
    remark = made_remark(case, made)
    how = "Zoals geplaatst, vastgelegd" if made.settled else "Gemaakt"
    return {
        "titel": title_of(made.kind),
        "herkomst": f"{how} op {clock.say(made.recorded)}{at}{f' ({remark})' if remark else ''}.",
        "tekst": _quoted(markdown(made.text) if made.settled else made.text),
        "sha256": made.sha256,
    }


def _quoted(text: str) -> Markdown:
    """Return Markdown as a quotation: where a document ends and the dossier goes on is seen."""
    return Markdown("\n".join(f"> {line}".rstrip() for line in text.split("\n")))


def _sources(case: Case) -> Iterator[str]:
    """Yield the protocols, and the facts behind the steps that were answered."""
    yield from dict.fromkeys(plan.source for _, plan in summary.plans(case))
    facts: dict[Fact, None] = {}
    for answer in case.answers.values():
        facts |= dict.fromkeys(cited(notes_of(case.step(answer.visit))))
    for fact in facts:
        yield f"{fact.text} ({fact.basis}; gezien {clock.say(fact.seen)})"
