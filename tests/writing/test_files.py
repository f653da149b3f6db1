"""Files are written whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from confgraph.problems import FileTrouble
from confgraph.writing import replace


def names(folder: Path) -> set[str]:
    """Return the names of everything in a folder, hidden files too."""
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Return two files with an old text."""
    paths = tmp_path / "a.ttl", tmp_path / "b.ttl"
    for path in paths:
        path.write_bytes(b"old")
    return paths


def test_files_are_written_as_given(tmp_path: Path) -> None:
    """The bytes of the file are those that were given, in folders that are made, and nothing else is left behind."""
    target = tmp_path / "new" / "folder" / "a.ttl"
    replace({target: b"\xffany\r\nbytes\x00"})
    assert target.read_bytes() == b"\xffany\r\nbytes\x00"
    assert names(target.parent) == {"a.ttl"}


def test_no_files_is_no_work() -> None:
    """To write nothing is no error."""
    replace({})


def _second_replace_fails(patch: pytest.MonkeyPatch) -> None:
    real, calls = Path.replace, []

    def fail(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        real(source, target)

    patch.setattr(Path, "replace", fail)


def _disk_is_full(patch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, []

    def fail(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    patch.setattr(os, "fsync", fail)


def _interrupted(patch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    patch.setattr(Path, "replace", fail)


@pytest.mark.parametrize("fails", [_second_replace_fails, _disk_is_full, _interrupted])
def test_a_failure_in_the_middle_leaves_every_old_file_and_no_other(
    fails: Callable[[pytest.MonkeyPatch], None], two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When one of several files cannot be written, all are as they were and no temporary file is left."""
    two[0].chmod(0o640)
    with monkeypatch.context() as patch:
        fails(patch)
        with pytest.raises((FileTrouble, KeyboardInterrupt)):
            replace({two[0]: b"new", two[1]: b"new"})
    assert [path.read_bytes() for path in two] == [b"old", b"old"]
    assert stat.S_IMODE(two[0].stat().st_mode) == 0o640
    assert names(two[0].parent) == {"a.ttl", "b.ttl"}


def test_a_new_file_goes_away_when_another_one_fails(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was not there before is not there after a failure."""
    with monkeypatch.context() as patch:
        _second_replace_fails(patch)
        with pytest.raises(FileTrouble, match=r"b\.ttl: permission denied"):
            replace({two[0].with_name("new.ttl"): b"new", two[1]: b"new"})
    assert names(two[0].parent) == {"a.ttl", "b.ttl"}


def test_a_folder_in_the_way_is_named_and_nothing_is_written(two: tuple[Path, Path]) -> None:
    """A folder that has the file's name is an error before anything is written."""
    folder = two[0].with_name("folder.ttl")
    folder.mkdir()
    with pytest.raises(FileTrouble, match=r"folder\.ttl: it is a folder"):
        replace({two[0]: b"new", folder: b"new"})
    assert two[0].read_bytes() == b"old"
    assert names(two[0].parent) == {"a.ttl", "b.ttl", "folder.ttl"}


def test_a_file_in_the_way_of_a_folder_is_named(two: tuple[Path, Path]) -> None:
    """A file where a folder is needed is an error, and stays."""
    with pytest.raises(FileTrouble, match=r"a\.ttl"):
        replace({two[1]: b"new", two[0] / "below.ttl": b"new"})
    assert [path.read_bytes() for path in two] == [b"old", b"old"]
    assert names(two[0].parent) == {"a.ttl", "b.ttl"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(two: tuple[Path, Path]) -> None:
    """A folder that may not be written to is an error that names it, and its files stay."""
    two[0].parent.chmod(0o500)
    try:
        with pytest.raises(FileTrouble, match="permission denied"):
            replace({two[0]: b"new"})
    finally:
        two[0].parent.chmod(0o700)
    assert two[0].read_bytes() == b"old"


def test_devices_are_never_replaced() -> None:
    """A device such as /dev/null stays what it is."""
    with pytest.raises(FileTrouble, match="device"):
        replace({Path(os.devnull): b"new"})
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o444], ids=oct)
def test_permissions_are_kept(two: tuple[Path, Path], mode: int) -> None:
    """A file that is written anew has the permissions that it had."""
    two[0].chmod(mode)
    replace({two[0]: b"new"})
    assert stat.S_IMODE(two[0].stat().st_mode) == mode
    assert two[0].read_bytes() == b"new"


def test_new_files_have_the_permissions_of_the_user(tmp_path: Path) -> None:
    """A new file is as readable as any that the user makes, not for its owner alone."""
    (tmp_path / "plain").write_bytes(b"")
    replace({tmp_path / "new": b""})
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_links_are_followed(tmp_path: Path) -> None:
    """Written through a link, the file behind it changes and the link stays; so does one whose file is missing."""
    for name in ("there", "missing"):
        target, link = tmp_path / "real" / name, tmp_path / f"link-{name}"
        target.parent.mkdir(exist_ok=True)
        link.symlink_to(target)
        replace({link: b"new"})
        assert link.is_symlink()
        assert target.read_bytes() == b"new"


def test_long_names_can_be_written(tmp_path: Path) -> None:
    """The temporary name is no longer than the file system allows, even where the file's is as long as can be."""
    replace({tmp_path / ("x" * 255): b"new"})
    assert names(tmp_path) == {"x" * 255}


def test_the_rest_of_a_killed_run_is_not_in_the_way(tmp_path: Path) -> None:
    """A temporary file that a killed process with the same number left behind stops nobody."""
    (tmp_path / f".a.ttl.{os.getpid()}.part").write_bytes(b"half")
    replace({tmp_path / "a.ttl": b"new"})
    assert (tmp_path / "a.ttl").read_bytes() == b"new"


WRITER = """
import sys
from pathlib import Path
from confgraph.writing import replace
paths = [Path(name) for name in sys.argv[1:]]
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        replace({path: letter * 3_000_000 for path in paths})
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_a_killed_process_leaves_every_file_old_or_new(tmp_path: Path) -> None:
    """Whenever a process is killed, each file is one of its versions from the first byte to the last."""
    paths = [tmp_path / "a.ttl", tmp_path / "b.ttl"]
    for path in paths:
        path.write_bytes(b"a" * 3_000_000)
    moments = random.Random(5)
    for _ in range(8):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, *map(str, paths)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(moments.uniform(0.001, 0.06))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        for path in paths:
            assert path.read_bytes() in (b"a" * 3_000_000, b"b" * 3_000_000)
