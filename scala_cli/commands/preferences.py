"""`instellingen`: the dossier's place, its password and key, and the details of the school."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from scala_cli.case.apart import size_words
from scala_cli.commands import remembering, school
from scala_cli.commands.run import LOST, SHORTEST_PASSWORD, Run, say
from scala_cli.dossier import keys, rekeying
from scala_cli.dossier.keys import normalized
from scala_cli.dossier.store import Dossier
from scala_cli.errors import StappenplanError, WrongUse
from scala_cli.files import DOSSIER, shown
from scala_cli.prompts.protocol import Item
from scala_cli.screen.page import Heading, Page, Pairs
from scala_cli.settings import settings
from scala_cli.text import listing


def preferences(  # noqa: PLR0913 - the command's own options
    run: Run,
    *,
    change: bool,
    password_file: Path | None,
    remember: bool,
    forget: bool,
    details: Sequence[str] = (),
) -> None:
    """Do what the options say; without any show how things are, and on a terminal ask what to do.

    Raises `WrongUse` for options that don't go together, or when there is no dossier yet.
    """
    if password_file is not None and not change:
        raise WrongUse("--nieuw-wachtwoordbestand hoort bij --wijzig-wachtwoord.")
    if remember and forget:
        raise WrongUse("Kies --onthoud-sleutel of --vergeet-sleutel, niet allebei.")
    told = school.told(details)
    if not (change or remember or forget or told):
        _show(run)
        if run.has_person and run.has_dossier:
            _menu(run)
        return
    if told:
        _keep_details(run, told)
    if change:
        _change_password(run, password_file)
    if remember:
        _remember(run)
    if forget:
        _forget(run)


def _show(run: Run) -> None:
    path = run.settings.folder / DOSSIER
    there = run.has_dossier
    pairs = [
        ("dossier", shown(path.absolute()) if there else f"nog geen; het komt op {shown(path)}"),
        *([("grootte", _size(path))] if there else []),
        ("sleutel", _where_remembered(run.settings.folder)),
    ]
    known = _school(run) if there else [("school", "vult u in als er een dossier is")]
    run.printer.show(Page([Pairs(pairs), Heading("Gegevens van de school"), Pairs(known)]))


def _school(run: Run) -> list[tuple[str, str]]:
    """Return the details of the school; how to see them where nobody has given the password."""
    if run.settings.password is None and run.remembered is None:
        return [("school", "staat in het dossier; daarvoor is het wachtwoord nodig")]
    try:
        with run.dossier() as dossier:
            return school.pairs(school.known_school(dossier))
    except StappenplanError as error:
        return [("school", f"niet te zien. {error}")]


def _keep_details(run: Run, told: dict[str, str]) -> None:
    with run.dossier() as dossier:
        school.keep(dossier, told)
    print(f"Vastgelegd: {listing(told)}. Nieuwe brieven gebruiken dit.")


def _size(path: Path) -> str:
    try:
        return size_words(path.lstat().st_size)
    except OSError:
        return "onbekend"


def _where_remembered(folder: Path) -> str:
    if not keys.is_marked(folder):
        return "niet onthouden; het wachtwoord wordt gevraagd"
    from scala_cli import keystore

    store = keystore.name()
    return f"onthouden in {store}" if store else "onthouden, maar de sleutelbos is hier niet open"


def _menu(run: Run) -> None:
    while True:
        marked = keys.is_marked(run.settings.folder)
        key = (
            Item("vergeet", "De sleutel vergeten")
            if marked
            else Item("onthoud", "De sleutel onthouden op deze computer")
        )
        items = [
            Item("wijzig", "Het wachtwoord wijzigen"),
            key,
            Item("school", "Gegevens van de school"),
            Item("klaar", "Klaar"),
        ]
        chosen = run.asker.choose("Wat wilt u doen?", items, start="klaar")
        try:
            if chosen == "wijzig":
                _change_password(run, None)
            elif chosen == "onthoud":
                _remember(run)
            elif chosen == "vergeet":
                _forget(run)
            elif chosen == "school":
                school.menu(run)
            else:
                return
        except StappenplanError as error:
            run.asker.tell(str(error))


def _change_password(run: Run, password_file: Path | None) -> None:
    folder = run.settings.folder
    _must_be_there(run)
    new = None if password_file is None else _from_file(password_file)
    marked = keys.is_marked(folder)
    present = _present_password(run)
    if new is None:
        run.asker.tell(LOST)
        new = run.new_password()
    counting = partial(run.printer.progress, "Opnieuw versleutelen")
    rekeying.change_password(folder, present, new, run.clock, counting)
    print("Het wachtwoord is gewijzigd. Geef het nieuwe ook aan het bestuur in bewaring.")
    print("Let op: eerdere reservekopieën gaan alleen open met het oude wachtwoord.")
    if marked:
        _remember_anew(folder, new)


def _must_be_there(run: Run) -> None:
    if not run.has_dossier:
        raise WrongUse(
            f"Er is nog geen dossier in {shown(run.settings.folder)}. Begin met: stappenplan start"
        )


def _from_file(file: Path) -> str:
    read = settings(None, file, plain=True, environ={}).password or ""
    found = normalized(read)
    if len(found) < SHORTEST_PASSWORD:
        raise WrongUse(
            f"Het wachtwoord in {shown(file)} is te kort: minstens {SHORTEST_PASSWORD} tekens. Er "
            "is niets veranderd."
        )
    return found


def _present_password(run: Run) -> str:
    """Return the password that is given or typed, once it has opened the dossier.

    One that was typed earlier, for the home menu, doesn't do: someone else may sit there now.
    """

    def tried(password: str) -> str:
        Dossier.open(run.settings.folder, password, run.clock).close()
        return password

    ask = run.with_typed_password if run.settings.typed else run.with_password
    return ask("Wachtwoord dat nu geldt:", tried)


def _remember_anew(folder: Path, password: str) -> None:
    try:
        store = remembering.remember(folder, password)
    except StappenplanError as error:
        keys.unmark(folder)
        say(f"De onthouden sleutel is vergeten. {error}")
        return
    print(f"De nieuwe sleutel is onthouden in {store}.")


def _remember(run: Run) -> None:
    _must_be_there(run)
    store = remembering.remember(run.settings.folder, _present_password(run))
    print(
        f"De sleutel is onthouden in {store}. Wie op deze computer onder uw naam werkt, opent het "
        "dossier nu zonder wachtwoord. Het wachtwoord zelf is niet bewaard: houd het veilig."
    )


def _forget(run: Run) -> None:
    if remembering.forget(run.settings.folder):
        print("De sleutel is vergeten. Voortaan wordt het wachtwoord weer gevraagd.")
    else:
        print("Er was geen sleutel onthouden.")
