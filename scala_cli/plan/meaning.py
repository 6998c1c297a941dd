"""Whether what a plan says of its people and talks holds together. Pure."""

from collections.abc import Iterator, Sequence

from scala_cli.plan.faults import Path, Place, quoted
from scala_cli.plan.model import Party, Plan, Poster, Role

MeaningFault = tuple[str | None, str, Place]
_ROLE_OF = {Party.HURT: Role.HURT, Party.REPORTER: Role.REPORTER}
_LACKS = {
    Party.POSTER: 'Zet rol = "plaatser" bij het veld met de naam, of zeg bij een optie of boven '
    "in het plan wat voor iemand de plaatser is, met 'plaatser'.",
    Party.PARENTS: 'Zet rol = "ouder" bij het veld met hun naam, of zeg bij een optie dat de '
    'plaatser een kind is: plaatser = "kind".',
    Party.HURT: 'Zet rol = "geraakt" bij het veld met hun naam.',
    Party.REPORTER: 'Zet rol = "melder" bij het veld met de naam.',
}


def meaning_faults(plan: Plan, known: Sequence[Plan]) -> Iterator[MeaningFault]:
    """Yield what is wrong in what a plan says of who its people are: step, sentence and place.

    `known` are the plan and those that it can come to: there may stand whom a talk is with.
    """
    yield from _two_posters(plan)
    for number, step in enumerate(plan.steps):
        said = step.talk if step.says_with_whom else None
        for key, party in (("gesprek_met", said), ("over", step.about)):
            if party in _LACKS and not any(_knows(party, one) for one in known):
                sentence = (
                    f"{key} {quoted(party)}: daar heeft het plan niemand voor. {_LACKS[party]}"
                )
                yield step.id, sentence, Place(("stap", number, key))


def _two_posters(plan: Plan) -> Iterator[MeaningFault]:
    """Yield where a second poster stands: one incident has one."""
    first = ""
    for number, step in enumerate(plan.steps):
        for place, field in enumerate(step.fields):
            if field.role is Role.POSTER and first:
                sentence = (
                    f"veld {quoted(field.id)} heeft rol plaatser, en {first} ook. Een incident "
                    "heeft één plaatser; geef de ander rol ander, of maak een eigen dossier."
                )
                yield step.id, sentence, Place(("stap", number, "velden", place, "rol"))
            elif field.role is Role.POSTER:
                first = f"veld {quoted(field.id)} bij stap {quoted(step.id)}"
        if plan.poster:
            yield from _settled_twice(plan, number)


def _settled_twice(plan: Plan, number: int) -> Iterator[MeaningFault]:
    """Yield where an option says what the poster is, although the plan says otherwise already."""
    step = plan.steps[number]
    for place, option in enumerate(step.options):
        if option.poster and option.poster is not plan.poster:
            sentence = (
                f"optie {quoted(option.id)} zegt dat de plaatser {option.poster} is, en boven in "
                f'het plan staat plaatser = "{plan.poster}". Laat één van de twee weg.'
            )
            path: Path = ("stap", number, "opties", place, "plaatser")
            yield step.id, sentence, Place(path)


def _knows(party: Party, plan: Plan) -> bool:
    """Tell whether a plan knows of someone."""
    roles = {field.role for step in plan.steps for field in step.fields}
    posters = {option.poster for step in plan.steps for option in step.options} | {plan.poster}
    if party is Party.POSTER:
        return bool(posters - {None}) or bool(roles & {Role.POSTER, Role.ACCOUNT})
    if party is Party.PARENTS:
        return Poster.CHILD in posters or Role.PARENT in roles
    return _ROLE_OF[party] in roles
