"""Steps of earlier builds, kept as text files and believed only where all that they were made from is the same.

A file has two lines of JSON: what the step was made from (a digest an input) with the digest of the second line, and
the records themselves (``model.codec``). Whatever is missing, damaged, or made from anything else is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from campusmap.model.codec import CodecError, decode, encode, encode_and_renew, renew
from campusmap.pipeline.cache_place import choose_folder, program_digest

FORMAT: Final = "campusmap step 1"
MAX_BYTES: Final = 1 << 28  # no step is larger; what is, was not written by us (tool default)
NOTHING: Final = "nothing was kept"
BY_CONTENT: Final = "content "  # begins the name of what is known by nothing but what it was made from
DAMAGED: Final = "what was kept is damaged"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a step: why it was done again, "" where it was taken as it was kept."""

    step: str
    subject: str
    why: str


class Cache:
    """The kept steps of one campus; with ``folder`` None nothing is kept, and each step is done.

    What is done anew is made again of what its text would hold, so that nobody can tell it from what was kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._log = _open_log() if folder else None  # copies of this process add to it, too
        self._began = time.time()
        self._forgets = True
        self._told: list[Told] = []
        self._digests: dict[int, tuple[object, str]] = {}  # by id, with the record, so that none takes its place

    def recall(self, step: str, subject: str, inputs: Mapping[str, str], make: Callable[[], Any]) -> Any:
        """Return a step's result as it was kept, else make it; ``inputs`` are digests by what they are of."""
        return self.recall_all(step, [(subject, inputs)], lambda _: [make()])[0]

    def recall_all(
        self, step: str, wanted: Sequence[tuple[str, Mapping[str, str]]], make: Callable[[list[int]], Sequence[Any]]
    ) -> list[Any]:
        """Return the results of one step for several subjects; ``make`` is told which of them are to be made."""
        if self._log is None:
            return [renew(made) for made in make(list(range(len(wanted))))]
        whole = [(subject, dict(inputs) | {"program": program_digest()}) for subject, inputs in wanted]
        found = [self._load(step, subject, inputs) for subject, inputs in whole]
        missing = [n for n, (_, why) in enumerate(found) if why]
        results = [result for result, _ in found]
        for n, made in zip(missing, make(missing) if missing else (), strict=True):
            results[n] = self._keep(step, *whole[n], made)
        for (subject, _), (_, why) in zip(whole, found, strict=True):
            told = "" if subject.startswith(BY_CONTENT) else subject
            self._log.write(json.dumps([step, told, why]).encode("ascii") + b"\n")
        return results

    def recall_made(self, step: str, subject: str, made_from: Mapping[str, Any], make: Callable[[], Any]) -> Any:
        """Return what a step made by the records that it is made from; without a subject, one result a content."""
        inputs = {name: self._digest(value) for name, value in made_from.items()} if self.folder else {}
        return self.recall(step, subject or f"{BY_CONTENT}{digest_of(inputs)}", inputs, make)

    def find(self, step: str, subject: str, inputs: Mapping[str, str]) -> Any:
        """Return what was kept of a step; None where it does not serve."""
        return self._load(step, subject, dict(inputs) | {"program": program_digest()})[0] if self.folder else None

    def keep(self, step: str, subject: str, inputs: Mapping[str, str], made: Any) -> None:
        """Keep a result for ``find``."""
        if self.folder:
            self._keep(step, subject, dict(inputs) | {"program": program_digest()}, made)

    def tell_kept(self, step: str, subject: str) -> None:
        """Note that a step made all others needless: none of them is forgotten for not having been asked for."""
        self._forgets = False
        if self._log is not None:
            self._log.write(json.dumps([step, subject, ""]).encode("ascii") + b"\n")

    def _digest(self, value: Any) -> str:
        """Return the digest of records; of those that cannot change, such as a building, it is taken once."""
        if isinstance(value, tuple) and value and all(map(is_frozen, value)):
            return digest_of([self._digest(each) for each in value])
        if not is_frozen(value):
            return digest_of(value)
        known = self._digests.get(id(value))
        if known is None or known[0] is not value:
            known = self._digests[id(value)] = (value, digest_of(value))
        return known[1]

    def tell(self) -> list[Told]:
        """Return what became of each step so far."""
        if self._log is None or self._log.closed:
            return self._told
        self._log.seek(0)
        return [Told(*json.loads(line)) for line in self._log.read().splitlines()]

    def close(self) -> None:
        """Let go of what is open; what became of the steps can still be told."""
        self._told = self.tell()
        if self._log is not None:
            self._log.close()

    def forget_unused(self) -> None:
        """Take away what this build had no use for, so that the folder does not grow."""
        for path in self.folder.glob("*.json*") if self.folder and self._forgets else ():
            with suppress(OSError):
                if path.stat().st_mtime < self._began - 2.0:  # as coarse as some file systems count
                    path.unlink()

    def _path(self, step: str, subject: str) -> Path | None:
        plain = re.sub(r"[^A-Za-z0-9]+", "-", subject).strip("-")[:40]
        name = f"{step.replace(' ', '-')}-{plain}-{hashlib.sha256(subject.encode()).hexdigest()[:12]}.json"
        return self.folder / name if self.folder else None

    def _load(self, step: str, subject: str, inputs: dict[str, str]) -> tuple[Any, str]:
        """Return what was kept and "", or None and why it does not serve."""
        path = self._path(step, subject)
        try:
            if path is None or path.stat().st_size > MAX_BYTES:
                return None, NOTHING
            head, _, body = path.read_bytes().partition(b"\n")
            facts = json.loads(head)
            why = _doubt(facts, _label(step, subject), inputs, body)
            if not why:
                os.utime(path)
            return (None, why) if why else (decode(body.decode("utf-8")), "")
        except FileNotFoundError:
            return None, NOTHING
        except (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError, CodecError):
            return None, DAMAGED

    def _keep(self, step: str, subject: str, inputs: dict[str, str], made: Any) -> Any:
        """Write a result, if that can be, and return it as it would be read."""
        text, renewed = encode_and_renew(made)
        path, body = self._path(step, subject), text.encode("utf-8")
        if path is not None:
            head = _label(step, subject) | {"inputs": inputs, "sha256": hashlib.sha256(body).hexdigest()}
            part = path.with_name(f"{path.name}.{os.getpid()}")
            try:
                part.write_bytes(json.dumps(head, sort_keys=True).encode("ascii") + b"\n" + body)
                part.replace(path)
            except OSError:  # a full disk costs time, not the build
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        return renewed


def _open_log() -> BinaryIO:
    return tempfile.TemporaryFile("ab+", buffering=0)


def _label(step: str, subject: str) -> dict[str, Any]:
    return {"format": FORMAT, "step": step, "subject": subject}


def _doubt(facts: dict[str, Any], label: dict[str, Any], inputs: dict[str, str], body: bytes) -> str:
    """Say why a kept step does not serve, "" if it does."""
    if any(facts.get(key) != value for key, value in label.items()):
        return DAMAGED
    before = facts["inputs"]
    changed = [name for name in sorted({*before, *inputs}) if before.get(name) != inputs.get(name)]
    if changed:
        return f"changed: {', '.join(changed)}"
    return "" if hashlib.sha256(body).hexdigest() == facts["sha256"] else DAMAGED


def is_frozen(value: Any) -> bool:
    """Tell whether a value is one of our records that cannot change."""
    return is_dataclass(value) and not isinstance(value, type) and value.__dataclass_params__.frozen  # type: ignore[attr-defined]


def digest_of(value: Any) -> str:
    """Return the digest of records."""
    return hashlib.sha256(encode(value).encode("utf-8")).hexdigest()


_CURRENT: ContextVar[Cache | None] = ContextVar("cache", default=None)


@contextmanager
def cached(folder: Path, *, kept: bool = True, whole: bool = True) -> Iterator[Cache]:
    """Let the steps of a campus be kept and recalled in this block.

    What a ``whole`` build had no use for is forgotten; a check, which draws no maps, leaves them.
    """
    cache = Cache(choose_folder(folder) if kept else None)
    token = _CURRENT.set(cache)
    try:
        yield cache
        if whole:
            cache.forget_unused()
    finally:
        _CURRENT.reset(token)
        cache.close()


def keep_steps(folder: Path) -> None:
    """Let the steps of a campus be kept and recalled from here on, in this context; for a program that goes on."""
    _CURRENT.set(Cache(choose_folder(folder)))


def current_cache() -> Cache:
    """Return the cache of the campus at hand, else one that keeps nothing."""
    return _CURRENT.get() or Cache(None)
