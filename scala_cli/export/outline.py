"""A drawing in words: each step, what it says, and where it leads, for who doesn't see it."""

from collections.abc import Iterator

from scala_cli.plan.chart.nodes import NodeKind
from scala_cli.plan.chart.shapes import Box, Drawing
from scala_cli.text import listing

KINDS = {
    NodeKind.ACTION: "Actie",
    NodeKind.QUESTION: "Vraag",
    NodeKind.OPTION: "Antwoord",
    NodeKind.FORK: "Splitsing",
    NodeKind.HANDOVER: "Ander stappenplan",
}
_STEPS = (NodeKind.ACTION, NodeKind.QUESTION)


def parts(drawing: Drawing) -> Iterator[tuple[Box, ...]]:
    """Yield the boxes that belong together: a step with its answers; then forks and other plans."""
    answers: dict[int, list[Box]] = {}
    for arrow in drawing.arrows:
        if drawing.boxes[arrow.target].kind is NodeKind.OPTION:
            answers.setdefault(arrow.source, []).append(drawing.boxes[arrow.target])
    for box in drawing.boxes:
        if box.kind is not NodeKind.OPTION:
            yield box, *answers.get(box.place, ())


def outline(drawing: Drawing) -> Iterator[str]:
    """Yield the whole drawing in lines."""
    yield drawing.title
    yield from drawing.about
    if drawing.first:
        yield f"Eerst dit: {' '.join(drawing.first)}"
    for box, *answers in parts(drawing):
        if box.kind in _STEPS:
            yield " ".join(
                [
                    f"{box.number}. {_named(box)}",
                    *map(_sentence, box.told),
                    *_choices(box),
                    onwards(drawing, box),
                ]
            )
            for answer in answers:
                yield f"{_named(answer)} {onwards(drawing, answer)}"


def _named(box: Box) -> str:
    return _sentence(f"{what(box)}: {box.name}")


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def what(box: Box) -> str:
    """Return what kind of box it is, and in a case how it stands and what was chosen."""
    if box.kind is NodeKind.OPTION and box.walked:
        return f"{KINDS[box.kind]}, gekozen"
    found = f"{KINDS[box.kind]}, {box.state}" if box.state else KINDS[box.kind]
    chosen = listing(title for title, is_chosen in box.choices if is_chosen)
    return f"{found} met {chosen}" if chosen else found


def onwards(drawing: Drawing, box: Box) -> str:
    """Return where a box leads."""
    targets = drawing.leads(box)
    if not targets:
        return "Einde van dit spoor." if box.ends else ""
    if targets[0].kind is NodeKind.OPTION:
        return "Kies een antwoord."
    if len(targets) == 1:
        return _sentence(f"Daarna {_called(targets[0])}")
    return _sentence(f"Daarna naast elkaar: {'; en '.join(map(_called, targets))}")


def _choices(box: Box) -> Iterator[str]:
    if box.choices:
        yield f"Meer dan één antwoord mag: {listing(title for title, _ in box.choices)}."


def _called(box: Box) -> str:
    return f"stap {box.number}, {box.name}" if box.number else box.name
