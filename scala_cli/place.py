"""Where a folder really is: on this computer alone, or also in a cloud or on a network.

Nothing is refused: a person may know better. It goes by names, marks and mounts, and would
rather say nothing than cry wolf.
"""

import contextlib
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path, PurePath

from scala_cli.files import is_open_to_others, shown
from scala_cli.text import clean_line

NETWORK = "een netwerkmap"

# The folders as the programs themselves name them, capitals and all: a name of someone's own, such
# as `dropbox-oud`, is none. On macOS all of them are in a folder CloudStorage.
_NAMES: Mapping[str, re.Pattern[str]] = {
    "OneDrive": re.compile(r"OneDrive(( - |-).+)?"),
    "Dropbox": re.compile(r"(.+ )?Dropbox( \(.+\)|-.+)?"),
    "Google Drive": re.compile(r"Google Drive|GoogleDrive-.+"),
    "iCloud Drive": re.compile(r"iCloudDrive|iCloud Drive|com~apple~CloudDocs"),
    "Nextcloud": re.compile(r"Nextcloud\d*"),
    "ownCloud": re.compile(r"ownCloud\d*"),
    "SURFdrive": re.compile(r"SURFdrive|surfdrive"),
    "Box": re.compile(r"Box Sync|Box-Box"),
    "pCloud": re.compile(r"pCloudDrive|pCloud Drive|pCloud Sync"),
    "Synology Drive": re.compile(r"SynologyDrive"),
}
_ON_MACOS = "CloudStorage"
# What anyone could call a folder: it tells something in the home folder, or on a drive of its own.
_AT_HOME = ("Box", "STACK")
_ON_A_DRIVE: Mapping[str, str] = {"My Drive": "Google Drive", "Mijn Drive": "Google Drive"}
_ONEDRIVE = ("ONEDRIVE", "ONEDRIVECONSUMER", "ONEDRIVECOMMERCIAL")
"""The variables in which Windows tells where OneDrive is; Python gives their names in capitals."""

# What the programs put in the folder that they share. Dropbox also has a *folder* .dropbox in the
# home folder, whatever it shares.
_FILES: Mapping[str, str] = {
    ".dropbox": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
_FOLDERS: Mapping[str, str] = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".tmp.drivedownload": "Google Drive",
}
_DATABASES = (".sync_*.db", "._sync_*.db")
"""What Nextcloud and ownCloud leave, also where they go by another name."""

_NETWORKS = frozenset({
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "9p", "afs", "auristorfs", "ceph",
    "coda", "davfs", "lustre", "glusterfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone",
    "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.s3fs",
})  # fmt: skip
_NETWORK_DRIVE = 4
"""What Windows says of a drive that is on a network."""


def shared_place(
    folder: Path,
    environ: Mapping[str, str],
    mounts: str,
    drive_type: Callable[[str], int] = lambda _drive: 0,
) -> str | None:
    """Return in Dutch where a folder is shared (`OneDrive`, `een netwerkmap`); None if nowhere.

    It need not be there yet. `mounts` is as in /proc/self/mounts, `drive_type` as Windows'
    GetDriveTypeW.
    """
    try:
        place = folder.resolve()
    except (OSError, RuntimeError):
        place = folder.absolute()
    marks = (_mark_in(one) for one in (place, *place.parents))
    if found := next(named(place, environ), None) or next(filter(None, marks), None):
        return found
    drive = drive_type(place.anchor)
    return NETWORK if drive == _NETWORK_DRIVE or on_network(place, mounts) else None


def warnings(folder: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return each risk of keeping a dossier in a folder, and what to do about it."""
    return tuple(filter(None, (seen_by_others(folder), warning(folder, environ))))


def seen_by_others(folder: Path) -> str | None:
    """Return that other users of this computer can look into a folder; None where they can't."""
    if not is_open_to_others(folder):
        return None
    return (
        f"Let op: andere gebruikers van deze computer kunnen in de map {shown(folder)} kijken. De "
        "dossiers blijven versleuteld, eigen plannen en brieven niet. Sluit de map af met: "
        f"chmod 700 {shlex.quote(shown(folder))}"
    )


def warning(folder: Path, environ: Mapping[str, str]) -> str | None:
    """Return the risk of keeping a dossier in a shared folder and what to do; None elsewhere."""
    found = shared_place(folder, environ, _mounts(), _drive_type)
    if found is None:
        return None
    risk = (
        "Valt het netwerk weg tijdens het opslaan, of schrijven twee computers tegelijk, dan kan "
        "het dossier beschadigd raken."
        if found == NETWORK
        else "Schrijven twee computers tegelijk, of wordt een oudere versie teruggezet, dan kunnen "
        "antwoorden verdwijnen."
    )
    return (
        f"Let op: de map {shown(folder)} staat in {found}. {risk} Het dossier blijft wel "
        "versleuteld. Zet de map liever op deze computer zelf, en op de gedeelde plek alleen een "
        "kopie, met: stappenplan reservekopie"
    )


def named(place: PurePath, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what the names in a path, and the variables, tell of where it is shared."""
    yield from ("OneDrive" for one in _ONEDRIVE if _is_below(place, environ.get(one)))
    for above, name in pairwise(place.parts):
        yield from (one for one, form in _NAMES.items() if form.fullmatch(name))
        if above == _ON_MACOS:
            yield clean_line(name.partition("-")[0])
    if place.drive and len(place.parts) > 1 and place.parts[1] in _ON_A_DRIVE:
        yield _ON_A_DRIVE[place.parts[1]]
    for home in (environ.get("HOME"), environ.get("USERPROFILE")):
        yield from (one for one in _AT_HOME if home and _is_below(place, f"{home}/{one}"))


def _is_below(place: PurePath, folder: str | None) -> bool:
    return bool(folder) and place.is_relative_to(type(place)(folder or "."))


def _mark_in(folder: Path) -> str | None:
    """Return which program left its mark in a folder."""
    with contextlib.suppress(OSError):
        for name, program in _FILES.items():
            if (folder / name).is_file():
                return program
        for name, program in _FOLDERS.items():
            if (folder / name).is_dir():
                return program
        if any(next(folder.glob(pattern), None) for pattern in _DATABASES):
            return "Nextcloud of ownCloud"
    return None


def on_network(place: PurePath, mounts: str) -> bool:
    """Tell whether a place is on another computer: by the mount nearest above it, or its name."""
    if re.match(r"\\\\(?![?.]\\)|\\\\\?\\UNC\\", str(place)):
        return True
    nearest, kind, options = "", "", ""
    for line in mounts.splitlines():
        _, point, *rest = [*line.split(" "), "", "", ""]
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)
        # What was mounted last lies on top.
        if point and _is_below(place, point) and len(point) >= len(nearest):
            nearest, kind, options = point, rest[0], rest[1]
    # Windows' own drive in WSL, and the root of a virtual machine, are on this computer.
    here = kind == "9p" and (nearest == "/" or "drvfs" in options)
    return kind in _NETWORKS and not here


def _mounts() -> str:
    with contextlib.suppress(OSError):
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    return ""


def _drive_type(drive: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(drive))
