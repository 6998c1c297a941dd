"""The dossier's file while it is open: its transactions, and that it is still in its place."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from scala_cli.clock import Clock
from scala_cli.dossier import driver, opening
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.rows import heads

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File


class Session:
    """A dossier's file that is open. Close it, or use it as a context manager."""

    def __init__(
        self, db: "File", path: Path, clock: Clock, place: opening.Place | None = None
    ) -> None:
        self._db = db
        self.path = path
        self._place = place or opening.place_of(path)
        self._clock = clock

    @classmethod
    def open(cls, folder: Path, secret: Secret, clock: Clock) -> Self:
        """Open the dossier in a folder and bring its tables up to date.

        Raises `WrongPassword`, or `DossierUnusable` when it isn't there or can't be used.
        """
        db, path, place = opening.opened(folder, secret)
        return cls(db, path, clock, place)

    @classmethod
    def at(cls, path: Path, secret: Secret, clock: Clock) -> Self:
        """Open a dossier's file by its path, such as a copy; else as `open`."""
        db, path, place = opening.opened_at(path, secret)
        return cls(db, path, clock, place)

    @classmethod
    def create(cls, folder: Path, password: str, clock: Clock) -> Self:
        """Make a new dossier in a folder and open it; one that is already there stays.

        It is built beside its place and put there whole. Raises `DossierUnusable`.
        """
        opening.create(folder, password)
        return cls.open(folder, password, clock)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return the dossier itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close the file."""
        self.close()

    @contextmanager
    def _reading(self) -> Iterator["File"]:
        """Give the tables, and turn the driver's errors into Dutch ones."""
        with driver.in_words(self.path):
            yield self._db

    @contextmanager
    def _writing(self) -> Iterator["File"]:
        """Hold the only write transaction; deferred ones would fail on each other."""
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                opening.must_be_in_place(self.path, self._place)
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def held(self, *, alone: bool) -> Iterator[BinaryIO]:
        """Give the file's bytes while they stay as they are; `alone` keeps out writers at once.

        Without it another may begin to write, and waits with that: it needs no right to write
        here. Meanwhile open the file in no other way: closing it would let go of the lock.
        Raises `DossierUnusable`.
        """
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE" if alone else "BEGIN")
        try:
            # A mere BEGIN keeps nothing out until something is read.
            with self._reading() as db:
                heads(db)
            opening.must_be_in_place(self.path, self._place)
            with self._bytes() as source:
                yield source
        finally:
            with suppress(driver.driver_error()):
                self._db.execute("ROLLBACK")

    def _bytes(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise driver.unusable(self.path, error) from error
