"""Lines of school.yaml for one adult and one club."""

from collections.abc import Iterator, Mapping, Sequence

from scheduler.generate.offer import ClubOffer
from scheduler.generate.people import AdultRow
from scheduler.generate.school import SchoolDraft

LINE_LENGTH = 110


def flow(fields: Mapping[str, str]) -> str:
    """A mapping in one line."""
    return f"{{{', '.join(f'{name}: {value}' for name, value in fields.items())}}}"


def section(name: str, fields: Mapping[str, str]) -> Iterator[str]:
    """A mapping of short values, as many to a line as fit."""
    yield f"{name}: {{"
    line = " "
    for field, value in fields.items():
        item = f" {field}: {value},"
        if len(line) + len(item) > LINE_LENGTH:
            yield line
            line = " "
        line += item
    yield line
    yield "}"


def adult_line(adult: AdultRow, papers: Mapping[str, str], draft: SchoolDraft) -> str:
    """One adult: only what differs from the defaults."""
    fields = dict(_adult_fields(adult))
    if papers:
        fields["papers"] = flow(papers)
    known = {offer.row.id for offer in draft.offers}
    clubs = [club for club in adult.clubs if club in known]
    if clubs:
        fields["clubs"] = _names(clubs)
    note = f"  # {adult.note}" if adult.note else ""
    return f"  {adult.id}: {flow(fields)}{note}"


def club_line(offer: ClubOffer, strands: Sequence[str]) -> str:
    """One club."""
    row = offer.row
    fields = {
        "title": row.title,
        "domain": row.domain,
        "category": row.category,
        "risk": str(row.risk),
        "grades": f"{row.first}-{row.last}",
        "venues": _names(row.venues),
        "skill": row.skill,
        "capacity": str(offer.capacity),
        "min": str(offer.least),
        "sections": str(offer.sections),
    }
    if row.pieces:
        fields["equipment"] = flow({name: str(count) for name, count in row.pieces})
    if set(offer.strands) != set(strands):
        fields["strands"] = _names(offer.strands)
    return f"  {row.id}: {flow(fields)}"


def _adult_fields(adult: AdultRow) -> Iterator[tuple[str, str]]:
    if adult.kind != "own":
        yield "kind", adult.kind
    if adult.skills:
        yield "skills", _names(adult.skills)
    if adult.stage:
        yield "stages", f"[{adult.stage}]"
    if adult.building:
        yield "building", adult.building
    if adult.caps:
        yield "caps", adult.caps
    if adult.duty_only:
        yield "duty_only", "true"
    if adult.on_leave:
        yield "on_leave", "true"
    if adult.protection:
        yield "protection", f"[{adult.protection}]"
    if not adult.full_time:
        yield "full_time", "false"
    if adult.sole:
        yield "sole", "true"
    if adult.provider:
        yield "provider", adult.provider
    if adult.available:
        yield "available", flow({day: f"[{span}]" for day, span in adult.available.items()})
    if adult.leave_by:
        yield "leave_by", flow(adult.leave_by)


def _names(words: Sequence[str]) -> str:
    return f"[{', '.join(words)}]"
