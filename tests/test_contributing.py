"""What CONTRIBUTING shows works, and the checks of a pull request do what it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reader import ROOT, Reader, blocks

BASH = shutil.which("bash")


def configured(name: str) -> Any:
    """Return a file below .github."""
    return yaml.safe_load((ROOT / ".github" / name).read_text(encoding="utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Reader]:
    """Return somebody with a checkout of the catalog and a confgraph that works on it."""
    with Reader(tmp_path) as reader:
        yield reader


@pytest.mark.skipif(BASH is None, reason="the commands of the page are for bash")
def test_one_conference_from_nothing_to_merged(checkout: Reader) -> None:
    """Who types the commands of the page, one after the other, has a valid and tidy commit and an import beside it."""
    for block in blocks(ROOT / "CONTRIBUTING.md"):
        checkout.does(block)
    commits = checkout.types("git log --format=%s pycon-wallonia").stdout.splitlines()
    assert commits == ["Add PyCon Wallonia 2031", "Before"]
    assert checkout.types("confgraph tidy --check && confgraph show pycon-wallonia-2032").returncode == 0


def test_the_form_asks_only_what_a_person_knows() -> None:
    """A name and a page are needed, nothing else; no slug, id or coordinate is asked for."""
    body = configured("ISSUE_TEMPLATE/conference.yml")["body"]
    assert [one["id"] for one in body if one.get("validations", {}).get("required")] == ["name", "page"]
    text = (ROOT / ".github/ISSUE_TEMPLATE/conference.yml").read_text(encoding="utf-8").lower()
    assert not [word for word in ("slug", "latitude", "longitude", "wikidata", "iri") if word in text]


@pytest.mark.skipif(BASH is None, reason="the workflow is written for bash")
def test_the_check_marks_the_offending_line(checkout: Reader) -> None:
    """The workflow's own script, run on a commit with swapped dates, annotates the line and fails."""
    steps = configured("workflows/check.yml")["jobs"]["data"]["steps"]
    [script] = [step["run"].replace(".venv/bin/", "") for step in steps if "validate" in step.get("run", "")]
    assert checkout.types("export BASE=$(git rev-parse HEAD)\n" + script).returncode == 0
    record = "confgraph new edition pycon-us 2031 --start 2031-05-13 --end 2031-05-15 --source psf-wiki-pycon"
    add = f"{record} >> data/series/pycon-us.ttl && confgraph tidy && git add data && git commit -qm New\n"
    swap = "sed -i 's/2031-05-15/2031-05-03/' data/series/pycon-us.ttl && confgraph tidy && git commit -qam Swap\n"
    bad = checkout.types("export BASE=$(git rev-parse HEAD)\n" + add + swap + script)
    text = (checkout.folder / "data/series/pycon-us.ttl").read_text(encoding="utf-8").splitlines()
    line = 1 + text.index('  cg:endDate "2031-05-03"^^xsd:date ;')
    assert bad.returncode == 1
    assert f"::error file=data/series/pycon-us.ttl,line={line}," in bad.stdout


def test_the_check_runs_everything() -> None:
    """A pull request is also tidied in check mode and tested whole, and may write nothing."""
    workflow = configured("workflows/check.yml")
    runs = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    assert any("confgraph tidy --check" in script for script in runs)
    assert any(".ci/run" in script for script in runs)
    assert workflow["permissions"] == {"contents": "read"}
