"""Making a paper of a victim's file: the identity is opened for it, and the entry says which paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Subject
from lachan.base.clock import local_day
from lachan.base.errors import NotFound, Refused
from lachan.journal.actions import action, record
from lachan.journal.procedure import name_verbs
from lachan.people.queries import get_agency
from lachan.reports import access
from lachan.reports.build.docx import write_docx
from lachan.reports.paper_words import referral_words, words_of
from lachan.reports.papers import document_of, offered, paper
from lachan.victims.dossier import Dossier, open_dossier
from lachan.victims.queries import open_identity
from lachan.victims.referral_queries import ConsentMatrixLine, consent_matrix
from lachan.victims.rules import OpeningPurpose

name_verbs({"paper.write": "Lập văn bản từ hồ sơ"})


@dataclass(frozen=True)
class WritePaper:
    """``referral_id``: for a letter that goes with a referral."""

    victim_id: UUID
    key: str
    referral_id: UUID | None = None


@action("paper.write")
def write_paper(command: WritePaper, *, by: Actor, now: datetime) -> bytes:
    """The Word file. Raises NotFound for a file or a paper that this officer has nothing to do with."""
    form, file = paper(command.key), open_dossier(by, command.victim_id, now)
    subject = _subject(file, by)
    access.check_may_write_paper(by, subject)
    verbs = frozenset(line.verb for line in file.timeline)
    if form not in offered(by.roles, verbs, of_referral=form.is_of_referral):
        raise Refused(
            f"Chưa lập được «{form.title}»: hồ sơ chưa có bước tương ứng, hoặc văn bản này do cơ quan khác lập."
            " Hãy chọn trong danh mục của trang «Văn bản»."
        )
    agency = get_agency(by.agency_id)
    identity = open_identity(command.victim_id, purpose=OpeningPurpose.PAPER, by=by, now=now)
    words = words_of(file, identity, agency.name, now)
    if form.is_of_referral:
        words = referral_words(_consent(file, command, by, now), words)
    record("paper.write", subject, "victim", by=by, occurred_at=now, now=now, facts={"paper": form.key})
    return write_docx(document_of(form, words, agency, local_day(now)))


def _consent(file: Dossier, command: WritePaper, by: Actor, now: datetime) -> ConsentMatrixLine:
    lines = consent_matrix(file.victim.id, None, local_day(now))
    found = next((x for x in lines if x.referral.id == command.referral_id), None)
    if found is None or found.referral.origin_id != by.agency_id:
        raise NotFound
    return found


def _subject(file: Dossier, by: Actor) -> Subject:
    line = file.victim
    return Subject(line.id, by.province_code, line.area_code, line.holder_id, line.origin_id)
