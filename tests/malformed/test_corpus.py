"""Files with one fault each end as they did when somebody last judged it: in a notice, or refused with exit code 2."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest
from malformed.reading import READERS, main_file, outcome

from campusmap.cli import REFUSED, _say_error
from campusmap.errors import InputError
from campusmap.model.notice import NOTICES
from campusmap.model.refusal import REFUSALS

HERE = Path(__file__).resolve().parent
EXPECTED = dict(line.split("\t") for line in (HERE / "expected.txt").read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    with zipfile.ZipFile(HERE / "corpus.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("case", EXPECTED)
def test_each_file_ends_as_judged(corpus: Path, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campusmap.ingest.dwg.find_converters", list)
    assert outcome(case.partition("/")[0], corpus / case) == EXPECTED[case]


@pytest.mark.parametrize("reader", READERS)
def test_what_is_refused_ends_a_command_with_two(corpus: Path, reader: str, capsys: pytest.CaptureFixture[str]) -> None:
    case = next(case for case, ends in EXPECTED.items() if case.startswith(f"{reader}/") and "refused" in ends)
    with pytest.raises(InputError) as caught:
        READERS[reader](main_file(corpus / case))
    assert _say_error(caught.value) == REFUSED
    assert capsys.readouterr().err.rstrip().endswith(f"[{EXPECTED[case].split()[1]}]")


def test_the_corpus_is_whole(corpus: Path) -> None:
    found = {f"{case.parent.name}/{case.name}" for case in corpus.glob("*/*")}
    assert found == set(EXPECTED)
    counts = Counter(case.partition("/")[0] for case in EXPECTED)
    assert counts["dxf"] >= 50 and counts["footprints"] + counts["plans"] >= 40 and counts["tables"] >= 25
    assert counts["pictures"] >= 20 and counts["archives"] >= 15 and len(EXPECTED) >= 150


def test_the_codes_are_known() -> None:
    for ends in EXPECTED.values():
        verdict, *codes = ends.split()
        assert set(codes) <= set(REFUSALS if verdict == "refused" else NOTICES)
