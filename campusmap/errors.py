"""The errors a user can meet.

CampusmapError
├── InputError      a file or option the user gave cannot be used; exit code 2
│   ├── LimitError  reading it takes more time or memory than any honest file does
│   └── FaultError  reading it ran into something that no reader foresaw
├── LockedError     another build holds the kit folder; exit code 2
├── ConflictError   somebody else changed the same thing meanwhile; asked about in the editor
└── LeakError       a kit would tell its audience what is withheld from it; exit code 2
"""

from __future__ import annotations


class CampusmapError(Exception):
    """Root of every error raised on purpose."""


class InputError(CampusmapError):
    """A person's file or option cannot be used.

    ``str(error)`` is one sentence: which file, where in it, what is wrong, what to do. ``code`` names the kind of
    refusal for programs; those of files are listed in ``model/refusal.py``.
    """

    def __init__(self, file: str, problem: str, fix: str, place: str = "", *, code: str = "") -> None:
        self.file, self.place, self.problem, self.fix, self.code = file, place, problem, fix, code
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {problem}; {fix}")

    @property
    def signed(self) -> str:
        """Return the sentence with its code, as commands show it; in a list each line has its own."""
        return f"{self} [{self.code}]" if self.code and "\n" not in str(self) else str(self)

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str, str], dict[str, str]]:
        """Carry the parts between processes."""
        return type(self), (self.file, self.problem, self.fix, self.place), {"code": self.code}


class LimitError(InputError):
    """Reading a file was stopped: it takes more time or memory than any honest file does."""


class FaultError(InputError):
    """Reading a file ran into something that no reader foresaw."""


class LockedError(CampusmapError):
    """Another build is writing the same kit."""


class ConflictError(CampusmapError):
    """Somebody else changed, or took away, what a change was made from; ``now`` is what stands there, if anything."""

    def __init__(self, message: str, now: dict[str, object] | None = None) -> None:
        self.now = now
        super().__init__(message)


class LeakError(CampusmapError):
    """A file of a kit holds what its audience may not know; nothing was written."""
