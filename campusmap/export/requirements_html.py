"""requirements.html: what each pack asks and what the kit answers, for whoever has to see to it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from campusmap.export.columns import LAYERS
from campusmap.export.report_page import edition_line, filter_bar, marked, page_header, report_page, tile
from campusmap.model.kit import Kit
from campusmap.model.requirement import Answer, LineAnswer, PackAnswer, Proof

# Key for style and filters, heading, meaning; the order in which an office works through them.
_ANSWERS: Final = {
    Answer.FAIL: ("fail", "Fail", "mend these"),
    Answer.PERSON: ("person", "Need a person", "only somebody can say"),
    Answer.NOT_ASSESSED: ("not-assessed", "Not assessed", "the evidence is missing"),
    Answer.PASS: ("pass", "Pass", "with the evidence named"),
}
_GRADES: Final = {"S": "unverified: text known through another source", "U": "unverified: text not seen"}
INTRO: Final = (
    "This page helps you check what a law or guideline asks against what this kit holds. It certifies nothing and is "
    "no legal advice; where a text is marked unverified, look the law up."
)


def requirements_html(kit: Kit) -> str:
    """Return the answers as one page, pack by pack: what is asked, by what, the answer, its evidence, what to do."""
    return report_page(f"Requirements: {kit.campus.name}", _body(kit))


def _body(kit: Kit) -> Iterator[str]:
    packs = kit.requirements.packs
    counts = {answer: sum(pack.count(answer) for pack in packs) for answer in _ANSWERS}
    yield from page_header("Requirements", kit, (tile(k, counts[a], h, m) for a, (k, h, m) in _ANSWERS.items()), INTRO)
    if packs:
        choices = [(key, heading, counts[answer]) for answer, (key, heading, _) in _ANSWERS.items() if counts[answer]]
        rows = [(pack.id, pack.name, 0) for pack in packs] if len(packs) > 1 else []
        yield from filter_bar("answer", choices, ("Pack", "All packs"), rows, "word, section, layer")
    else:
        yield "<p class=what>No pack is chosen: name one in campus.toml, as <code>[requirements] presets</code>.</p>"
    yield "<main>"
    for pack in packs:
        yield from _pack(pack)
    yield f"</main><footer>{escape(edition_line(kit))}</footer>"


def _pack(pack: PackAnswer) -> Iterator[str]:
    counts = ", ".join(f"{pack.count(a)} {a.value}" for a in _ANSWERS if pack.count(a))
    unverified = (
        f" {pack.unverified} of {len(pack.lines)} rest on a text that was not verified." if pack.unverified else ""
    )
    yield f'<section class="place pack" id="{escape(pack.id)}" data-group><h2>{escape(pack.name)} '
    yield f"<span class=count data-tally>{len(pack.lines)}</span></h2>"
    yield f"<p class=cite>Helps you check {escape(pack.citation)} · {escape(pack.url.partition('://')[2])}</p>"
    yield f"<p class=fix>{escape(pack.note)}</p><p class=cite>{escape(counts)}.{unverified}</p><ol class=lines>"
    for answer in _ANSWERS:
        for line in pack.lines:
            if line.answer is answer:
                yield from _line(pack, line)
    yield "</ol></section>"


def _line(pack: PackAnswer, line: LineAnswer) -> Iterator[str]:
    key = _ANSWERS[line.answer][0]
    said = f"Missing: {line.missing}" if line.missing else line.said
    yield f'<li class="{key}" data-item data-answer="{key}" data-place="{escape(pack.id)}">'
    yield f"<span class=verdict>{escape(line.answer.value)}</span><div>"
    yield f"<p class=line-title>{escape(line.title)} <code>{escape(line.id)}</code></p><p class=said>{marked(said)}</p>"
    if line.proofs:
        yield "<ul class=proofs>"
        yield from (f"<li>{escape(proof_words(proof))}</li>" for proof in line.proofs)
        yield "</ul>"
    if line.fix:
        yield f"<p class=todo><b>To do</b> {marked(line.fix)}</p>"
    yield f"</div><p class=cited>Section: {escape(line.section)}"
    if line.grade in _GRADES:
        yield f"<br><span class=unverified>{_GRADES[line.grade]}</span>"
    yield "</p></li>"


def _kept_in(proof: Proof) -> str:
    if not proof.layer:
        return ""
    return f"layer {proof.layer}" if proof.layer in {layer.name for layer in LAYERS} else f"table {proof.layer}"


def proof_words(proof: Proof) -> str:
    """Return a piece of evidence in a line: what, how many, where, and of which day."""
    what = f"{proof.what}: {proof.count}" if proof.count is not None else proof.what
    where = ", ".join(word for word in (proof.page, _kept_in(proof)) if word)
    return " · ".join(word for word in (what, where, proof.on) if word)
