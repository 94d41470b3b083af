"""Lines about records: who walked the campus and when, who got the kit, how it may be handed on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.requirement import Answer, Proof
from campusmap.model.survey import CERTIFICATION, CHANGED, REVIEW, WALK_THROUGH
from campusmap.rules.lines.line import (
    Ages,
    Ask,
    Case,
    Line,
    Verdict,
    ask_person,
    failed,
    held_by_rules,
    not_assessed,
    passed,
)
from campusmap.rules.lines.sheets import judge_foot
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.recipients import missing_agencies, undelivered
from campusmap.rules.walks import dated_facts, is_whole, walked_floors
from campusmap.safety.checks import count_checked
from campusmap.safety.dates import read_date

_RECORDS: Final = {
    "walk_through": (WALK_THROUGH,),
    "review": (REVIEW, CERTIFICATION, WALK_THROUGH),
    "certification": (CERTIFICATION, REVIEW),
}
SINCE_ISSUE: Final = ("NUM042", "NUM043", "NUM044")  # merged, divided, renumbered
_CALLED: Final = {"walk_through": "walk-through", "review": "review", "certification": "certification"}


def walked(case: Case, ask: Ask) -> Verdict:
    """Answer whether every floor was walked, by whom, and against today's plans."""
    days, floors = walked_floors(case.evidence), case.evidence.floors
    proofs = (_walk_proof(days), *_check_proofs(case))
    verified = case.evidence.project.campus.verified
    bare = [floor.id for floor in floors if floor.id not in days]
    if bare and verified is not None and verified.when <= case.today and not is_whole(verified.scope):
        said = f'The walk-through of {verified.when.isoformat()} covers "{verified.scope}": does that mean every floor?'
        return ask_person(said, *proofs)
    if bare and days:
        return failed(f"No walk-through on record for {list_first(bare)}", *proofs)
    if not days:
        return failed("No walk-through is on record, or only one dated after the issue", *proofs[1:])
    by = f", the last by {verified.who}" if verified is not None else ""
    return passed(f"{count_of(len(floors), 'floor')} walked{by}", *proofs)


def _walk_proof(days: dict[str, date]) -> Proof:
    first = min(days.values()).isoformat() if days else ""
    return Proof("floors walked, the longest ago on", layer="campus.toml, survey", count=len(days), on=first)


def _check_proofs(case: Case) -> Iterator[Proof]:
    """Yield how many rooms were looked at one by one, and when the one longest ago was."""
    facts = [fact for fact in case.evidence.analysis.survey if fact.when <= case.today]
    some, rooms, oldest = count_checked(case.evidence.campus, facts)
    if oldest is not None:
        yield Proof(f"rooms checked of {rooms}, the longest ago on", layer="survey", count=some, on=oldest.isoformat())


def on_schedule(case: Case, ask: Ask) -> Verdict:
    """Answer whether the record that the pack asks for is young enough on the issue date."""
    if ask.ages.record == "changes":
        return since_changes(case, ask)
    when = last_record(case, ask.ages)
    if when is None:
        return not_assessed(f"no {called(ask.ages)} is on record, so there is none whose age could be told")
    where = "recipients" if ask.ages.record == "delivery" else "campus.toml, survey"
    proof = Proof(called(ask.ages), layer=where, on=when.isoformat())
    if ask.ages.since:
        least = last_deadline(case.today, ask.ages.since)
        since = least.replace(year=least.year - 1)  # what was done since the due date before was done for this one
        said = (
            f"The last {called(ask.ages)} was on {when.isoformat()}; one since {since.isoformat()} was due by {least}"
        )
        return passed(said, proof) if when >= since else failed(said, proof)
    days = (case.today - when).days
    said = f"The last {called(ask.ages)} was {count_of(days, 'day')} before the issue date"
    if days > ask.ages.max_days:
        return failed(f"{said}; {ask.ages.max_days} are allowed", proof)
    late = f"; walk again soon, it is over {ask.ages.warn_days}" if ask.ages.warn_days < days else ""
    return passed(said + late, proof)


def last_record(case: Case, ages: Ages) -> date | None:
    """Return the day of the latest record of the kind that a pack asks for; of walks the floor walked longest ago."""
    if ages.record == "delivery":
        days = (read_date(one.delivered_on) for one in case.evidence.campus.recipients)
        return min((day for day in days if day), default=None)
    walks = walked_floors(case.evidence)
    whole = len(walks) == len(case.evidence.floors) and bool(walks)
    days_of = [fact.when for fact in dated_facts(case.evidence, *_RECORDS[ages.record])]
    if ages.record == "walk_through":
        return min(walks.values()) if whole else None
    return max([*days_of, *([min(walks.values())] if whole and ages.record == "review" else [])], default=None)


def called(ages: Ages) -> str:
    """Return what people call the record."""
    return _CALLED.get(ages.record, "delivery of the kit")


def last_deadline(today: date, month_day: str) -> date:
    """Return the latest yearly due date ("07-01") up to a day."""
    due = date.fromisoformat(f"{today.year}-{month_day}")
    return due if due <= today else due.replace(year=today.year - 1)


def since_changes(case: Case, ask: Ask) -> Verdict:
    """Answer whether the campus was walked after the last change to a building that the survey records."""
    changes = dated_facts(case.evidence, CHANGED)
    walks = walked_floors(case.evidence)
    if not changes:
        return ask_person("No change is recorded: has any building been altered since the plans were last right?")
    if not walks:
        return not_assessed("no walk-through is on record")
    last = max(fact.when for fact in changes)
    proof = Proof("last recorded change", layer="survey", count=len(changes), on=last.isoformat())
    late = [f.id for f in case.evidence.floors if f.id not in walks or walks[f.id] < last]
    if late:
        return failed(f"Changed on {last.isoformat()} and not walked since: {list_first(late)}", proof)
    return passed(f"Walked after the last change, of {last.isoformat()}", proof)


def revised(case: Case, ask: Ask) -> Verdict:
    """Answer whether a change was followed by a walk-through, and what has changed since the last issue."""
    late = since_changes(case, ask)
    if ask.ages.record != "changes" and late.answer == "fail":  # else R31 says so
        return late
    if not case.evidence.ledger_present:
        return not_assessed("an issued edition with which this one could be compared")
    last = case.evidence.last_issue
    if last is None:
        return passed("This is the first issue, so that no other is out of date", *late.proofs)
    skipped = case.skips(*SINCE_ISSUE)
    if skipped:
        return not_assessed(skipped[0].why)
    found = case.findings("IDN001", *SINCE_ISSUE)
    proof = Proof("changes of rooms that the ledger tells", page="findings.html", count=len(found), on=last.issued)
    said = f"{count_of(len(found), 'change')} of rooms told since the issue of {last.issued}"
    return passed(f"{said}; `campusmap diff` with that kit lists every change, and the sheets to swap", proof)


def delivered(case: Case, ask: Ask) -> Verdict:
    """Answer whether each agency that the pack names is listed, with the day on which it got its copy."""
    campus = case.evidence.campus
    proof = Proof("recipients", page="packet.pdf", layer="recipients", count=len(campus.recipients))
    if not campus.recipients:
        return failed("Nobody is listed to receive the kit", proof)
    missing = missing_agencies(campus, ask.roles)
    if missing:
        return failed(f"No recipient is {' or '.join(missing)}", proof)
    waiting = undelivered(campus)
    if waiting:
        return ask_person(f"Listed without a day of delivery: {list_first(waiting)}", proof)
    return passed(f"{count_of(len(campus.recipients), 'recipient')} listed, each with a day of delivery", proof)


def confidential(case: Case, ask: Ask) -> Verdict:
    """Answer whether every page says how it may be handed on, by which statute."""
    stated = held_by_rules(case, passed("How the kit may be handed on is stated"), "REQ025")
    told = judge_foot(case, stated, "handling")
    if told.answer is Answer.PASS and not any(map(str.isdigit, case.evidence.project.campus.handling)):
        return ask_person(f"{told.said}, and no statute is named there: does your state have one?", *told.proofs)
    return told


def kept_here(case: Case, ask: Ask) -> Verdict:
    """Answer where the kit is kept: the program sends nothing, people may."""
    return ask_person("The kit sends nothing anywhere; where its copies are kept, and with whom, is for you to answer")


def updates(case: Case, ask: Ask) -> Verdict:
    """Answer whether each recipient got the last issue."""
    last, recipients = case.evidence.last_issue, case.evidence.campus.recipients
    if last is None or not recipients:
        return not_assessed("an issued edition" if recipients else "who is to get updates: nobody is listed")
    proof = Proof("recipients", layer="recipients", count=len(recipients), on=last.issued)
    days = {one.agency: read_date(one.delivered_on) for one in recipients}
    behind = [agency for agency, day in days.items() if day and day.isoformat() < last.issued]
    if behind:
        return failed(f"Not sent the issue of {last.issued}: {list_first(behind)}", proof)
    if not all(days.values()):
        return ask_person(f"Who was sent the issue of {last.issued}? For some no day is entered", proof)
    return passed(f"{count_of(len(recipients), 'recipient')} sent the issue of {last.issued}", proof)


LINES: Final = (
    Line("R30", "Walk-through on record", Severity.ERROR,
         "Walk every floor with the sheets; enter `verified` under [campus], or walk_through rows in survey.csv.",
         walked),
    Line("R31", "Walked or reviewed on schedule", Severity.ERROR,
         "Walk or review the campus again and enter the new date.", on_schedule),
    Line("R32", "Revised on change, with a list of changes", Severity.WARNING,
         "Walk what was changed, correct the drawing, and build and issue the kit again.", revised),
    Line("R33", "Delivered to the right agencies", Severity.WARNING,
         "List each agency in the recipients table, with `delivered_on` and `edition`.", delivered),
    Line("R34", "Marked as no public record", Severity.ERROR,
         "Set `handling` under [campus], with your state's statute, in one line; or enter R34 with yes in survey.csv.",
         confidential),
    Line("R35", "Kept in the country, shared under control", Severity.NOTE,
         "Check where copies are stored; then enter R35 with yes in survey.csv.", kept_here),
    Line("R47", "Updates reach the platforms", Severity.NOTE,
         "Send each new issue to every recipient, and enter `delivered_on`.", updates),
)  # fmt: skip
