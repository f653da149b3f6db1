"""What pip installs works by itself, from any folder, and holds what it must and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import confgraph
from confgraph.site.assets import missing

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build wheel and sdist without network; return their folder."""
    folder = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder; return it."""
    folder = tmp_path_factory.mktemp("site")
    [wheel] = built.glob("*.whl")
    words = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel)]
    subprocess.run([sys.executable, *words], check=True)
    return folder


def test_the_wheel_holds_the_catalog_and_no_tests(built: Path) -> None:
    """The wheel is the package with the four parts of the catalog and its licences, nothing else."""
    [wheel] = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"confgraph", f"confgraph-{confgraph.__version__}.dist-info"}
    for part in ("ontology/confgraph.ttl", "ontology/context.jsonld", "data/series/ipc.ttl", "queries/succession.rq"):
        assert f"confgraph/catalog/{part}" in names
    assert any(name.startswith("confgraph/catalog/shapes/") for name in names)
    assert "confgraph/py.typed" in names
    assert {f"confgraph/catalog/docs/{name}" for name in ("tutorial.md", "contribute.md", "examples/pages.yml")} <= set(
        names
    )
    assert missing() or "confgraph/site/vendor/licenses.txt" in names
    assert sum(name.endswith(("LICENSE", "LICENSE-DATA")) for name in names) == 2
    assert not [name for name in names if "__pycache__" in name or "/test" in name]


def test_the_sdist_builds_from_itself(built: Path, tmp_path: Path) -> None:
    """The sdist has all that a wheel is made of, and nothing that git does not know."""
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        tar.extractall(tmp_path)
    assert not [name for name in names if any(part in name for part in ("__pycache__", ".venv", ".git/", "export/"))]
    [project] = tmp_path.iterdir()
    words = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        str(tmp_path / "again"),
        str(project),
    ]
    subprocess.run(words, check=True, capture_output=True)


@pytest.mark.parametrize(
    "words",
    [
        ["query", "ipc-editions"],
        ["queries"],
        ["show", "ipc-11"],
        ["search", "europython"],
        ["stats"],
        ["export", "csv"],
        ["new", "edition", "pycon-us", "2040"],
        ["tidy", "--check"],
        ["completion", "bash"],
        ["--version"],
    ],
    ids=lambda words: words[0],
)
def test_the_wheel_answers_every_command_from_any_folder(installed: Path, tmp_path: Path, words: list[str]) -> None:
    """Installed from the wheel, each command answers from its own catalog, wherever one stands."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-m", "confgraph", "-v", *words], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or words == ["tidy", "--check"]
    if words[0] in ("query", "show", "tidy"):
        assert str(installed) in done.stderr


def test_the_wheel_makes_a_catalog_and_its_site(installed: Path, tmp_path: Path) -> None:
    """Installed from the wheel, a new catalog becomes a site with the whole manual in it."""
    for words in (["new", "catalog", "mine"], ["--catalog", "mine", "build", "site"]):
        done = subprocess.run(
            [sys.executable, "-m", "confgraph", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    pages = {path.stem for path in (tmp_path / "site" / "docs").glob("*.html")}
    assert pages == {"index", "contribute", *(path.stem for path in (ROOT / "docs").glob("*.md"))}


def test_the_wheel_validates(installed: Path, tmp_path: Path) -> None:
    """Installed from the wheel, a file is judged by the shapes in the wheel."""
    bad = tmp_path / "bad.ttl"
    bad.write_text((ROOT / "docs" / "examples" / "wrong.ttl").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "confgraph", "validate", "bad.ttl"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert "did you mean series:pycon-uk?" in done.stdout
