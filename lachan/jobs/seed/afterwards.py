"""After she is home in the sample: visits, contact lost, sold again; and protection beside all of it. Fictitious."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.jobs.seed.care import Time
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast
from lachan.jobs.seed.stage import Story
from lachan.victims import actions as victims
from lachan.victims.followup_rules import LOST_AFTER, Outcome, VisitWay, is_lost
from lachan.victims.protection_rules import EndReason, Threat
from lachan.victims.queries import VictimFilter, list_victims
from lachan.victims.rules import LIVING
from lachan.victims.support_rules import Answer

WAYS = {VisitWay.HOME: 62, VisitWay.PHONE: 22, VisitWay.OFFICE: 12, VisitWay.OTHER: 4}
SEARCHED = ("Nhà khóa cửa, hỏi trưởng bản: đi làm xa", "Gọi ba lần không nghe máy, hỏi người nhà chưa rõ ở đâu",
            "Gia đình nói đã chuyển đi, chưa biết địa chỉ")  # fmt: skip
FEARED = ("Có người lạ đến hỏi, đứng trước nhà hai buổi tối", "Bị gọi điện dọa nếu khai báo",
          "Đối tượng bị tố giác ở cùng xã, cho người nhắn tin")  # fmt: skip
PLANS = ("Gọi cán bộ xã trước, rồi đến nhà chị em ở gần; không đi một mình buổi tối",
         "Giữ máy luôn đủ pin, hẹn từ báo nguy với người nhà; giấy tờ gửi ở trạm")  # fmt: skip
PLACES = ("Nơi tạm lánh hư cấu số 1, phòng tầng hai", "Nhà người quen hư cấu, thôn bên")
PROTECTED = {"presumed": 74, "relative": 16, "accompanying_minor": 10}
DECIDED = {"grant": 74, "refuse": 11, "decline": 7, "": 8}
MEASURES = ("secrecy", "guard", "detect_threats", "shelter")
REASONS = {EndReason.NO_DANGER: 64, EndReason.ASKED: 18, EndReason.MOVED: 12, EndReason.BREACHED: 6}


def visited(chance: Chance, commune: Actor, victim_id: UUID, now: datetime) -> Time:
    """The commune looks after her on the days it set itself; one in eight was never visited, some are lost."""
    met: list[Answer] = []
    better = chance.number(25, 60)  # her life gets better with the months, not for everybody
    for _ in range(0 if chance.happens(12) else chance.number(1, 4)):
        now = yield chance.office_day(now, 25, 60)
        missed = 50 if met and met[0] is Answer.NO else 10
        answer = Answer.NO if chance.happens(missed) else Answer.UNKNOWN if chance.happens(3) else Answer.YES
        met.insert(0, answer)
        better += 12
        said = tuple((o, _so(chance, better)) for o in Outcome) if answer is Answer.YES else ()
        words = "" if answer is Answer.YES else chance.pick(SEARCHED)
        next_on = now.date() + timedelta(days=chance.number(30, 60))
        victims.follow_up(
            victims.FollowUp(victim_id, now, words, chance.weighed(WAYS), answer, said, next_on), by=commune, now=now
        )
        if is_lost(met[:LOST_AFTER]):
            break
    return now


def _so(chance: Chance, better: int) -> Answer:
    return chance.weighed({Answer.YES: better, Answer.NO: max(80 - better, 4), Answer.UNKNOWN: 14})


def sold_again(chance: Chance, cast: Cast, victim_id: UUID, now: datetime) -> Story:
    """On the same file: identified anew, home once more, and followed."""
    health, police = cast["health"], cast["police"]
    now = yield chance.office_day(now, 40, 300)
    known = victims.Step(victim_id, now, "Gia đình báo không liên lạc được, người quen nói bị đưa qua biên giới")
    victims.note_retrafficked(known, by=health, now=now)
    now = yield chance.office_day(now, 1, 3)
    victims.request_identification(victims.Step(victim_id, now), by=health, now=now)
    now = yield chance.office_day(now, 6, 18)
    decision = victims.Identify(
        victim_id, now, decided_on=now.date(), decision_number=f"{chance.number(301, 400)}/GXN-CAT",
        decided_by=victims.DecidedBy.DEPUTY, evidence=("e", "g"), exploitation="forced_labour",
    )  # fmt: skip
    victims.identify(decision, by=police, now=now)


def protected(chance: Chance, cast: Cast, victim_id: UUID, by: Actor, now: datetime) -> Story:
    """Asked for in the first hours; the police decide, mostly within the day, look again, and end it."""
    police = cast["police"]
    now = yield chance.hours_after(now, 0.2, 3)
    threats = tuple(chance.lots.sample([t for t in Threat if t is not Threat.UNKNOWN], chance.number(1, 2)))
    asked = victims.AskProtection(
        victim_id, now, chance.pick(FEARED), chance.weighed(PROTECTED), threats, chance.pick(PLANS)
    )
    protection_id = victims.ask_protection(asked, by=by, now=now)
    now = yield chance.hours_after(now, 2, 20) if chance.happens(88) else chance.hours_after(now, 26, 60)
    paper = f"Văn bản {chance.number(1, 90)}"
    match chance.weighed(DECIDED):
        case "grant":
            yield from _under_protection(chance, police, protection_id, now)
        case "refuse":
            refused = victims.ProtectionStep(protection_id, now, f"{paper}: xác minh không có nguy cơ thực tế")
            victims.refuse_protection(refused, by=police, now=now)
        case "decline":
            victims.decline_protection(victims.ProtectionStep(protection_id, now, paper), by=police, now=now)


def ask_lately(cast: Cast, now: datetime) -> None:
    """The newest file under way waits for the police's answer this morning."""
    health = cast["health"]
    newest = (list_victims(health, VictimFilter(status=str(s))).items[:1] for s in LIVING)
    for line in next(filter(None, newest), ()):
        asked = victims.AskProtection(line.id, now, FEARED[0], "presumed", (Threat.FOLLOWED,), PLANS[0])
        victims.ask_protection(asked, by=health, now=now)


def _under_protection(chance: Chance, police: Actor, protection_id: UUID, now: datetime) -> Story:
    measures = tuple(chance.lots.sample(MEASURES, chance.number(1, 3)))
    place = chance.pick(PLACES) if "shelter" in measures else ""
    review_on = now.date() + timedelta(days=30)
    number = f"{chance.number(1, 90)}/QĐ-BV"
    granted = victims.GrantProtection(protection_id, now, "", measures, review_on, number, place)
    victims.grant_protection(granted, by=police, now=now)
    for _ in range(chance.number(0, 3)):
        now = yield chance.office_day(now, *((26, 30) if chance.happens(80) else (34, 50)))
        again = victims.ReviewProtection(protection_id, now, "", measures[:1], now.date() + timedelta(days=30))
        victims.review_protection(again, by=police, now=now)
    now = yield chance.office_day(now, 20, 60)
    if chance.happens(5):
        step = victims.ProtectionStep(protection_id, now, f"Văn bản {chance.number(1, 90)}, xin thôi bảo vệ")
        victims.decline_protection(step, by=police, now=now)
    elif chance.happens(92):
        ended = victims.EndProtection(protection_id, now, "Đã xác minh lại nơi ở", chance.weighed(REASONS))
        victims.end_protection(ended, by=police, now=now)
