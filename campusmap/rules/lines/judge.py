"""Answer the lines of the packs that a project chose."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from campusmap.model.finding import Review
from campusmap.model.requirement import Answer, LineAnswer, PackAnswer, Proof, Requirements
from campusmap.model.survey import SurveyFact
from campusmap.rules.evidence import Evidence
from campusmap.rules.lines import digital, equipment, essentials, grounds, labels, paper, placing, records
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, ask_person
from campusmap.rules.lines.packs import Pack, Wish, load_packs
from campusmap.rules.walks import dated_facts

_MODULES = (digital, paper, placing, labels, equipment, grounds, records, essentials)


@cache
def load_lines() -> dict[str, Line]:
    """Return the catalogue of lines, by id."""
    return {line.id: line for module in _MODULES for line in module.LINES}


def judge_requirements(evidence: Evidence, review: Review) -> Requirements:
    """Answer every line of every pack of the project, from the evidence and from what the rules found."""
    case, packs = Case(evidence, review), load_packs()
    chosen = dict.fromkeys(evidence.project.requirements.presets)
    return Requirements(tuple(judge_pack(case, packs[name]) for name in chosen))


def judge_pack(case: Case, pack: Pack) -> PackAnswer:
    """Answer the lines of one pack."""
    lines = tuple(_answer(case, pack, wish) for wish in pack.wishes)
    return PackAnswer(pack.id, pack.name, pack.citation, pack.url, pack.note, lines)


def _answer(case: Case, pack: Pack, wish: Wish) -> LineAnswer:
    line = load_lines()[wish.line]
    verdict = hear_people(case, pack.ask, line.id, line.judge(case, pack.ask))
    fix = "" if verdict.answer is Answer.PASS else line.fix
    if verdict.answer is Answer.NOT_ASSESSED:
        fix += f" When somebody has seen to it, enter {line.id} with yes in survey.csv."
    return LineAnswer(
        line.id, line.title, verdict.answer, verdict.said, wish.section, pack.citation, wish.grade,
        fix, verdict.said if verdict.answer is Answer.NOT_ASSESSED else "", verdict.proofs,
    )  # fmt: skip


def hear_people(case: Case, ask: Ask, line_id: str, verdict: Verdict) -> Verdict:
    """Put what somebody wrote about a line into the survey on the verdict; it counts as long as a walk-through does.

    "no" fails the line. "exempt" passes it. "yes" passes what only a person can say and what the program cannot
    assess, never what it found to fail.
    """
    said = max(dated_facts(case.evidence, line_id), key=lambda fact: fact.when, default=None)
    if said is None:
        return verdict
    proof = Proof(f"{said.value}, by {said.who}", layer="survey", on=said.when.isoformat())
    if (case.today - said.when).days > ask.ages.max_days:
        if verdict.answer in (Answer.PASS, Answer.FAIL):
            return verdict
        return ask_person(f"{said.who} answered on {said.when.isoformat()}, too long ago to count", proof)
    return _heard(said, proof, verdict)


def _heard(said: SurveyFact, proof: Proof, verdict: Verdict) -> Verdict:
    note = f": {said.note}" if said.note else ""
    proofs = (proof, *verdict.proofs)
    if said.value == "no":
        return Verdict(Answer.FAIL, f"Found not to hold by {said.who}{note}", proofs)
    if said.value == "exempt":
        return Verdict(Answer.PASS, f"Exempt, says {said.who}{note}", proofs)
    if verdict.answer in (Answer.PERSON, Answer.NOT_ASSESSED):
        return Verdict(Answer.PASS, f"Found to hold by {said.who}{note}", proofs)
    return replace(verdict, proofs=proofs)
