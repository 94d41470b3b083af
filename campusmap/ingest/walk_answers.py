"""The file that a walk-through's page saves: refused in one sentence unless every part of it is what it should be."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from campusmap.errors import InputError
from campusmap.ingest.tables import clean_cell
from campusmap.model.survey import LEVEL_SIGN, SEEN_OF_DEVICES, SEEN_OF_DOORS, SEEN_OF_ROOMS
from campusmap.model.walk import WalkAnswer, WalkFile

MAX_BYTES: Final = 200_000_000  # tool default; 500 photos as the page shrinks them
MAX_ANSWERS: Final = 20_000  # tool default
MAX_PHOTOS: Final = 6  # of one thing; the page takes fewer (tool default)
MAX_TEXT: Final = 500  # letters; the page takes no more (tool default)
_FACTS: Final = frozenset({"hard_corner", LEVEL_SIGN, *SEEN_OF_ROOMS, *SEEN_OF_DOORS, *SEEN_OF_DEVICES})
_PHOTO: Final = re.compile(r"data:image/(?:jpeg|png|webp);base64,([A-Za-z0-9+/=]+)")
_DIGEST: Final = re.compile(r"[0-9a-f]{8,64}")
_FIX: Final = "save the answers again on the page, and merge that file"

Text = Annotated[str, Field(max_length=MAX_TEXT)]
Texts = Annotated[dict[Text, Text], Field(max_length=len(_FACTS))]


class _Shut(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Edition(_Shut):
    issued: Text
    fingerprint: Text


class _Answer(_Shut):
    id: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    kind: Literal["room", "door", "device", "floor"]
    floor: Text
    number: Text
    name: Text
    checked: Literal["", "yes", "wrong"]
    who: Annotated[str, Field(min_length=1, max_length=80)]
    when: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d$")]
    seen: Texts
    known: Texts
    note: Text
    area_m2: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
    photos: Annotated[list[str], Field(max_length=MAX_PHOTOS)]


class _Answers(_Shut):
    format: Literal["campusmap-walk"]
    version: Literal[1]
    campus: Text
    edition: _Edition
    plans: Annotated[dict[Text, Text], Field(max_length=2000)]
    saved: Text
    answers: Annotated[list[_Answer], Field(max_length=MAX_ANSWERS)]


def read_answers(path: Path) -> WalkFile:
    """Return a file of answers; raise InputError for any that the page cannot have saved."""
    name = path.name
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            str(path),
            f"cannot be read ({error.strerror})",
            "name a file that the page saved",
            code="answers.unreadable",
        ) from error
    if len(content) > MAX_BYTES:
        raise InputError(name, f"has more than {MAX_BYTES / 1e6:.0f} MB", _FIX, code="answers.too_large")
    return _to_file(name, _parse(name, content))


def _parse(name: str, content: bytes) -> _Answers:
    """Let the models judge the whole shape; what is wrong first is told."""
    try:
        return _Answers.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise InputError(name, "is no file of answers that is whole", _FIX, code="answers.damaged") from error
        known = {*_Answers.model_fields, *_Answer.model_fields, *_Edition.model_fields}
        parts = [str(part + 1) if isinstance(part, int) else part for part in first["loc"]]
        place = ".".join(part if part in known or part.isdecimal() else "(other)" for part in parts)
        problem = f"is no file of answers that this program knows ({clean_cell(first['msg'])[:120]})"
        raise InputError(name, problem, _FIX, place, code="answers.invalid") from error


def _to_file(name: str, data: _Answers) -> WalkFile:
    for floor, digest in data.plans.items():
        if digest and not _DIGEST.fullmatch(digest):
            raise InputError(
                name,
                f"names no plan by its digest for {clean_cell(floor)[:40]!r}",
                _FIX,
                "plans",
                code="answers.invalid",
            )
    answers = tuple(_to_answer(name, n, each) for n, each in enumerate(data.answers, 1))
    repeated = {(a.id, a.who) for a in answers}
    if len(repeated) != len(answers):
        raise InputError(name, "answers the same thing twice in one name", _FIX, code="answers.invalid")
    return WalkFile(name, data.campus, data.edition.issued, data.edition.fingerprint, dict(data.plans), answers)


def _to_answer(name: str, n: int, data: _Answer) -> WalkAnswer:
    who = " ".join(clean_cell(data.who).split())
    if not who:
        raise InputError(name, "does not say who answered", _FIX, f"answer {n}", code="answers.invalid")
    try:
        datetime.fromisoformat(data.when)
    except ValueError as error:
        raise InputError(
            name, f"is dated {data.when}, which is no day", _FIX, f"answer {n}", code="answers.invalid"
        ) from error
    if not {*data.seen, *data.known} <= _FACTS:
        raise InputError(
            name, "answers a question that this program does not ask", _FIX, f"answer {n}", code="answers.invalid"
        )
    return WalkAnswer(
        data.id, data.kind, data.floor, _plain(data.number), _plain(data.name), data.checked, _tame(who), data.when,
        {fact: _tame(_plain(value)) for fact, value in sorted(data.seen.items()) if _plain(value)},
        {fact: _plain(value) for fact, value in sorted(data.known.items())}, _tame(_plain(data.note)), data.area_m2,
        tuple(_read_photo(photo) for photo in data.photos),
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return a text as one line."""
    return " ".join(clean_cell(text).split())


def _tame(text: str) -> str:
    """Keep a spreadsheet from running what somebody typed: its own mark of a text goes before it."""
    return f"'{text}" if text.startswith(("=", "@", "+", "-")) else text


def _read_photo(text: str) -> bytes:
    found = _PHOTO.fullmatch(text)
    try:
        return base64.b64decode(found[1], validate=True) if found else b""
    except binascii.Error:
        return b""
