"""Tell what each layer of a drawing holds by its name: the project's patterns, then the profiles in layers/."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from fnmatch import translate
from functools import cache
from pathlib import Path
from typing import Any, Final

from campusmap.model.plan import Role
from campusmap.model.project import LayerRoles

NO_MATCH: Final = "no match"
OVERRIDE: Final = "campus.toml"
IGNORED: Final = "campus.toml: ignore"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a profile: a layer name that ``pattern`` finds, or whose words ``words`` holds, has the role."""

    role: Role
    reason: str
    pattern: re.Pattern[str] | None
    words: tuple[tuple[str, ...], ...] = ()


def role_of_name(name: str, patterns: tuple[Rule, ...] = ()) -> tuple[Role, str]:
    """Return a layer's role by its name, and why; Role.OTHER with the reason "no match" where no name rule fits."""
    bare = bare_name(name)
    for rule in patterns:
        if rule.pattern is not None and (rule.pattern.match(name.upper()) or rule.pattern.match(bare)):
            return rule.role, rule.reason
    return _profiled(bare)


@cache
def _profiled(bare: str) -> tuple[Role, str]:
    words = split_words(bare)
    for rule in profile_rules():
        if rule.pattern is not None and rule.pattern.match(bare):
            return rule.role, rule.reason
        if any(all(has_word(w, words, bare) for w in entry) for entry in rule.words):
            return rule.role, rule.reason
    return Role.OTHER, NO_MATCH


def bare_name(name: str) -> str:
    """Return a layer name in capitals without the drawing's name that a bound ("$0$") or attached ("|") xref adds."""
    return re.split(r"\$\d+\$|\|", name)[-1].strip().upper()


def override_patterns(overrides: LayerRoles) -> tuple[Rule, ...]:
    """Turn the project's ``[layers]`` patterns into rules; ``ignore`` comes first."""
    ignored = tuple(_glob(Role.ANNOTATION, IGNORED, p) for p in overrides.ignore)
    named = (f.name for f in fields(overrides) if f.name != "ignore")
    return ignored + tuple(_glob(Role(n), OVERRIDE, p) for n in named for p in getattr(overrides, n))


def _glob(role: Role, reason: str, pattern: str) -> Rule:
    literal = pattern.strip().upper().replace("[", "[[]")  # only * and ? are wild: "$" and "[" occur in layer names
    return Rule(role, reason, re.compile(translate(literal)))


def split_words(bare: str) -> tuple[str, ...]:
    """Split a layer name at everything that is not a letter."""
    return tuple(re.findall(r"[^\W\d_]+", bare))


def has_word(word: str, words: tuple[str, ...], bare: str) -> bool:
    """Tell whether a profile's word occurs: whole, as a beginning ("DOOR*"), or, in Chinese, anywhere."""
    if word[0] >= "\u2e80":
        return word in bare
    if word.endswith("*"):
        return any(w.startswith(word[:-1]) for w in words)
    return word in words


@cache
def profile_rules() -> tuple[Rule, ...]:
    """Read the profiles, in the order that each states; within one, earlier rules win."""
    folder = Path(__file__).with_name("layers")
    profiles = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    profiles.sort(key=lambda profile: (profile["order"], profile["name"]))
    return tuple(rule for profile in profiles for entry in profile["rule"] for rule in _read_rule(profile, entry))


def _read_rule(profile: dict[str, Any], entry: dict[str, Any]) -> list[Rule]:
    role = Role(entry["role"])
    reason = NO_MATCH if role is Role.OTHER else f"profile {profile['name']}"
    globs = [_glob(role, reason, pattern) for pattern in entry.get("names", ())]
    regexes = [Rule(role, reason, re.compile(pattern)) for pattern in entry.get("regex", ())]
    words = tuple(tuple(w.upper().split()) for w in entry.get("words", ()))
    return [*globs, *regexes, *([Rule(role, reason, None, words)] if words else [])]
