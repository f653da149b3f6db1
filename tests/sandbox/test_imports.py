"""A sealed job imports what it needs, and opens nothing else."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from confgraph import sandbox


def test_a_module_is_imported_where_no_file_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the statement and by importlib, a package and a module in it, and a module that itself imports."""
    (tmp_path / "parcel").mkdir()
    (tmp_path / "parcel" / "__init__.py").write_text("from parcel import inner\n")
    (tmp_path / "parcel" / "inner.py").write_text("import this_is_new\nVALUE = this_is_new.VALUE + 1\n")
    (tmp_path / "this_is_new.py").write_text("VALUE = 41\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    def job() -> tuple[int, bool, str]:
        import parcel  # type: ignore[import-not-found]

        again = importlib.import_module("parcel.inner")
        try:
            (tmp_path / "this_is_new.py").read_bytes()
        except OSError as error:
            return parcel.inner.VALUE, again is parcel.inner, error.strerror or ""
        return 0, False, "opened"

    assert sandbox.run(job) == (42, True, "Too many open files")
    assert "parcel" not in sys.modules


def test_a_module_that_does_not_exist_is_told_as_ever() -> None:
    """The error names the module."""

    def job() -> None:
        import no_such_module  # type: ignore[import-not-found]  # noqa: F401

    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        sandbox.run(job)
