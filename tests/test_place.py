"""A folder that other computers reach is told of; one that only looks like it is not."""

from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from scala_cli import place

HOME = {"HOME": "/home/directie", "USERPROFILE": r"C:\Users\directie"}
HERE = "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\n"


def name_of(path: PurePath) -> str | None:
    """Return what the names in a path tell first."""
    return next(place.named(path, HOME), None)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (r"C:\Users\directie\OneDrive\stappenplan", "OneDrive"),
        (r"C:\Users\directie\OneDrive - Scala\Documenten\stappenplan", "OneDrive"),
        (r"C:\Users\directie\Dropbox\x", "Dropbox"),
        (r"C:\Users\directie\Scala Dropbox\Directie\x", "Dropbox"),
        (r"C:\Users\directie\Dropbox (Scala)\x", "Dropbox"),
        (r"G:\Mijn Drive\x", "Google Drive"),
        (r"G:\My Drive\x", "Google Drive"),
        (r"C:\Users\directie\Google Drive\x", "Google Drive"),
        (r"C:\Users\directie\iCloudDrive\x", "iCloud Drive"),
        (r"C:\Users\directie\SURFdrive\x", "SURFdrive"),
        (r"C:\Users\directie\STACK\x", "STACK"),
        (r"C:\Users\directie\Box\x", "Box"),
        (r"D:\Box Sync\x", "Box"),
        (r"C:\Users\directie\SynologyDrive", "Synology Drive"),
        (r"C:\Users\directie\AppData\Local\stappenplan", None),
        (r"C:\Users\directie\onedrive-oud\x", None),
        (r"C:\Users\directie\Documenten\STACK\x", None),
        (r"C:\Box\x", None),
        (r"C:\Users\directie\Mijn Drive\x", None),
    ],
)
def test_windows_folders_are_known_by_the_names_that_programs_give(
    path: str, found: str | None
) -> None:
    assert name_of(PureWindowsPath(path)) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/home/directie/Nextcloud/x", "Nextcloud"),
        ("/home/directie/Nextcloud2/x", "Nextcloud"),
        ("/home/directie/ownCloud", "ownCloud"),
        ("/home/directie/pCloudDrive/x", "pCloud"),
        ("/home/directie/STACK/x", "STACK"),
        ("/home/directie/Box/x", "Box"),
        ("/Users/d/Library/CloudStorage/OneDrive-Scala/x", "OneDrive"),
        ("/Users/d/Library/CloudStorage/GoogleDrive-d@voorbeeld.example/x", "Google Drive"),
        ("/Users/d/Library/CloudStorage/Dropbox/x", "Dropbox"),
        ("/Users/d/Library/CloudStorage/Box-Box/x", "Box"),
        ("/Users/d/Library/CloudStorage/IetsNieuws-d/x", "IetsNieuws"),
        ("/Users/d/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("/home/directie/.local/share/stappenplan", None),
        ("/home/directie/dropbox/x", None),
        ("/home/directie/NextcloudOud/x", None),
        ("/home/directie/Projecten/Box/x", None),
        ("/srv/STACK/x", None),
        ("/home/directie/STACKED/x", None),
        ("/home/directie/Mijn Drive/x", None),
        ("/", None),
    ],
)
def test_other_folders_are_known_by_the_names_that_programs_give(
    path: str, found: str | None
) -> None:
    assert name_of(PurePosixPath(path)) == found


@pytest.mark.parametrize("name", ["ONEDRIVE", "ONEDRIVECONSUMER", "ONEDRIVECOMMERCIAL"])
def test_windows_tells_itself_where_onedrive_is(name: str) -> None:
    environ = {name: r"D:\Wolk"}
    inside, beside = PureWindowsPath(r"D:\Wolk\a\b"), PureWindowsPath(r"D:\Wolken\a")

    assert next(place.named(inside, environ), None) == "OneDrive"
    assert next(place.named(beside, environ), None) is None
    assert next(place.named(beside, {name: ""}), None) is None


def make_file(path: Path) -> None:
    path.write_text("")


@pytest.mark.parametrize(
    ("name", "make", "found"),
    [
        (".dropbox", make_file, "Dropbox"),
        (".dropbox.cache", Path.mkdir, "Dropbox"),
        (".stfolder", Path.mkdir, "Syncthing"),
        (".owncloudsync.log", make_file, "ownCloud"),
        (".nextcloudsync.log", make_file, "Nextcloud"),
        (".sync_abc123.db", make_file, "Nextcloud of ownCloud"),
        ("._sync_abc123.db", make_file, "Nextcloud of ownCloud"),
        # Dropbox keeps its own things in this one, whatever folder it shares.
        (".dropbox", Path.mkdir, None),
        (".stfolder", make_file, None),
        ("sync_abc123.db", make_file, None),
    ],
)
def test_what_programs_leave_above_a_folder_tells_that_it_is_shared(
    tmp_path: Path, name: str, make: Callable[[Path], None], found: str | None
) -> None:
    folder = tmp_path / "a" / "b"
    assert place.shared_place(folder, {}, HERE) is None

    make(tmp_path / name)

    assert place.shared_place(folder, {}, HERE) == found


def test_a_folder_is_known_by_where_it_really_is(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "gewoon").symlink_to(tmp_path / "Dropbox")

    assert place.shared_place(tmp_path / "gewoon" / "dossiers", {}, HERE) == "Dropbox"


def test_a_link_that_leads_to_itself_is_no_shared_place(tmp_path: Path) -> None:
    (tmp_path / "rond").symlink_to(tmp_path / "rond")

    assert place.shared_place(tmp_path / "rond" / "x", {}, HERE) is None


MOUNTS = """\
rootfs / rootfs rw 0 0
/dev/sda1 / ext4 rw 0 0
systemd-1 /net autofs rw 0 0
server:/thuis /home nfs4 rw 0 0
/dev/sdb1 /home/lokaal ext4 rw 0 0
//server/map /mnt/De\\040map cifs rw 0 0
d@server: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdc1 /mnt/usb exfat rw 0 0
C:\\134 /mnt/c 9p rw,aname=drvfs;path=C:\\134 0 0
host /mnt/gast 9p rw,trans=virtio 0 0
server:/oud /mnt/bedekt nfs rw 0 0
/dev/sdd1 /mnt/bedekt ext4 rw 0 0
kapot
"""


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/home/directie/x", True),
        ("/home", True),
        ("/mnt/De map/x", True),
        ("/mnt/ssh/x", True),
        ("/mnt/gast/x", True),
        ("/home/lokaal/x", False),
        ("/homes/x", False),
        ("/mnt/usb/x", False),
        ("/mnt/c/Users/x", False),
        ("/mnt/bedekt/x", False),
        ("/net/x", False),
        ("/srv/x", False),
    ],
)
def test_the_nearest_mount_tells_whether_a_folder_is_on_a_network(
    path: str, *, found: bool
) -> None:
    assert place.on_network(PurePosixPath(path), MOUNTS) is found


@pytest.mark.parametrize("mounts", ["", "none / 9p rw 0 0\n", "overlay / overlay rw 0 0\n"])
def test_a_root_that_is_a_virtual_machines_own_is_no_network(mounts: str) -> None:
    assert not place.on_network(PurePosixPath("/home/directie/x"), mounts)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (r"\\server\map\x", True),
        (r"\\?\UNC\server\map\x", True),
        (r"\\?\C:\x", False),
        (r"\\.\C:\x", False),
        (r"C:\x", False),
    ],
)
def test_a_path_by_the_name_of_a_server_is_on_a_network(path: str, *, found: bool) -> None:
    assert place.on_network(PureWindowsPath(path), "") is found


def test_a_drive_that_windows_calls_a_network_drive_is_one(tmp_path: Path) -> None:
    asked: list[str] = []

    def drive_type(drive: str) -> int:
        asked.append(drive)
        return 4

    assert place.shared_place(tmp_path, {}, HERE, drive_type) == "een netwerkmap"
    assert place.shared_place(tmp_path, {}, HERE, lambda _drive: 3) is None
    assert asked == [tmp_path.anchor]


def test_the_warning_says_what_the_risk_is_what_is_safe_and_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "o\x1b]0;x\x07\nweg"

    assert place.warning(folder, {}) == (
        f"Let op: de map {tmp_path}/Dropbox/o]0;x weg staat in Dropbox. Schrijven twee computers "
        "tegelijk, of wordt een oudere versie teruggezet, dan kunnen antwoorden verdwijnen. Het "
        "dossier blijft wel versleuteld. Zet de map liever op deze computer zelf, en op de "
        "gedeelde plek alleen een kopie, met: stappenplan reservekopie"
    )
    assert place.warning(tmp_path / "gewoon", {}) is None


def test_where_others_on_this_computer_can_look_it_is_said_with_how_to_close_the_folder(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "map van school"
    folder.mkdir(mode=0o700)

    assert place.warnings(folder, {}) == ()
    folder.chmod(0o755)
    [warning] = place.warnings(folder, {})
    assert warning == (
        f"Let op: andere gebruikers van deze computer kunnen in de map {folder} kijken. De "
        "dossiers blijven versleuteld, eigen plannen en brieven niet. Sluit de map af met: chmod "
        f"700 '{folder}'"
    )


def test_the_warning_for_a_network_tells_of_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_mounts", lambda: f"server:/x {tmp_path} nfs4 rw 0 0\n")

    warning = place.warning(tmp_path / "x", {})

    assert warning
    assert "staat in een netwerkmap. Valt het netwerk weg tijdens het opslaan" in warning
