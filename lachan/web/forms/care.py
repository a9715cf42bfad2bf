"""Forms of care over time: risks, refusals, the child's link, stays, plans, loans, rounds of survey, feedback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.facilities.rules import AdmissionGround, DischargeReason
from lachan.law.book import current
from lachan.victims.actions import Goal
from lachan.victims.care_queries import GoalLine
from lachan.victims.care_rules import (
    Danger,
    FeedbackQuestion,
    LinkOutcome,
    LoanPurpose,
    LoanRefusal,
    NotNeededReason,
    RiskLevel,
    RoundStatus,
)
from lachan.victims.followup_rules import Outcome, VisitWay
from lachan.victims.rules import DecidedBy
from lachan.victims.support_rules import Answer
from lachan.web.forms.facilities import Line
from lachan.web.forms.steps import DayField, StepForm
from lachan.web.forms.victims import ALL, Choice, FileStepForm, first_choice, offer_choices

GOALS = 5


class RiskForm(FileStepForm):
    """One question a danger; a danger not looked at stays as it was."""

    NOT_ASKED = ("", _("Chưa xem xét, giữ như cũ"))
    next_on = DayField(label="Đánh giá lại ngày", required=False)

    def offer(self) -> None:
        for danger in Danger:
            self.fields[str(danger)] = forms.ChoiceField(
                label=danger.label, required=False, choices=[self.NOT_ASKED, *RiskLevel.choices()]
            )
        self.order_fields(["occurred_at", *(str(d) for d in Danger), "next_on", "note"])

    def values(self) -> dict[str, Any]:
        data = super().values()
        said = [(danger, data.pop(str(danger))) for danger in Danger]
        return data | {"levels": tuple((danger, RiskLevel(level)) for danger, level in said if level)}


class FollowUpForm(FileStepForm):
    """One visit: met or not, and the same questions each time."""

    way = forms.ChoiceField(label="Cách gặp", choices=VisitWay.choices())
    met = forms.ChoiceField(label="Đã gặp được người đó?", choices=Answer.choices(), widget=forms.RadioSelect)
    next_on = DayField(label="Lần sau vào ngày", required=False)

    def offer(self) -> None:
        for outcome in Outcome:
            self.fields[str(outcome)] = forms.ChoiceField(
                label=outcome.label, choices=Answer.choices(), required=False, initial=str(Answer.UNKNOWN)
            )
        self.order_fields(["occurred_at", "way", "met", *(str(o) for o in Outcome), "next_on", "note"])

    def values(self) -> dict[str, Any]:
        data = super().values()
        said = tuple((o, Answer(answer)) for o in Outcome if (answer := data.pop(str(o))))
        return data | {"said": said, "way": VisitWay(data["way"]), "met": Answer(data["met"])}


class RefuseForm(FileStepForm):
    regimes = forms.MultipleChoiceField(
        label="Chế độ người đó từ chối", widget=forms.CheckboxSelectMultiple,
        help_text="Giải thích rõ trước khi ghi: từ chối hôm nay không mất quyền, rút lại lúc nào cũng được.",
    )  # fmt: skip
    field_order = ("occurred_at", "regimes", "note")

    def offer(self) -> None:
        offer_choices(self, "regimes", list(self.offered.regimes))

    def values(self) -> dict[str, Any]:
        return super().values() | {"regimes": tuple(self.cleaned_data["regimes"])}


class WithdrawRefusalForm(RefuseForm):
    def offer(self) -> None:
        self.fields["regimes"].label = _("Chế độ nay muốn nhận")
        self.fields["regimes"].help_text = ""
        offer_choices(self, "regimes", list(self.offered.refused))


class LinkChildForm(FileStepForm):
    outcome = forms.ChoiceField(label="Kết quả", choices=LinkOutcome.choices(), widget=forms.RadioSelect)
    facility_id = forms.ChoiceField(
        label="Dịch vụ bảo vệ trẻ em tại nơi tiếp nhận", required=False,
        help_text="Danh bạ xếp dịch vụ cùng xã, phường lên trước. Không có thì gọi Tổng đài 111.",
    )  # fmt: skip
    by_hotline = forms.BooleanField(label="Qua Tổng đài 111", required=False)
    reason = forms.ChoiceField(
        label="Nếu không cần: lý do", required=False, choices=[("", _("Chọn lý do…")), *NotNeededReason.choices()]
    )
    field_order = ("occurred_at", "outcome", "facility_id", "by_hotline", "reason", "note")

    def offer(self) -> None:
        offer_choices(self, "facility_id", [("", _("Chưa chọn")), *self.offered.places])

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        facility = UUID(data["facility_id"]) if data["facility_id"] else None
        return super().values() | {"outcome": LinkOutcome(data["outcome"]), "facility_id": facility}


class AdmitForm(FileStepForm):
    facility_id = forms.ChoiceField(
        label="Cơ sở", help_text="Chỉ cơ sở còn chỗ. Hồ sơ không ghi tên cơ sở ở nơi người khác đọc được."
    )
    ground = forms.ChoiceField(label="Căn cứ tiếp nhận", choices=AdmissionGround.choices())
    field_order = ("occurred_at", "facility_id", "ground", "note")

    def offer(self) -> None:
        places = self.offered.places
        offer_choices(self, "facility_id", [*first_choice(_("Chọn cơ sở…"), places), *places])

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().values() | {
            "facility_id": UUID(data["facility_id"]), "ground": AdmissionGround(data["ground"]),
        }  # fmt: skip


class ExtendStayForm(FileStepForm):
    until = DayField(label="Gia hạn đến hết ngày", help_text="Ngày ghi trong quyết định.")
    field_order = ("occurred_at", "until", "note")


class LeaveForm(FileStepForm):
    reason = forms.ChoiceField(label="Lý do rời cơ sở", choices=DischargeReason.choices())
    field_order = ("occurred_at", "reason", "note")

    def values(self) -> dict[str, Any]:
        return super().values() | {"reason": DischargeReason(self.cleaned_data["reason"])}


class DraftPlanForm(FileStepForm):
    """Up to five goals in her own words, each with how, under which regime, by whom, until when."""

    review_on = DayField(label="Ngày xem lại kế hoạch")

    def offer(self) -> None:
        for place in range(1, GOALS + 1):
            self.fields[f"goal-{place}"] = forms.CharField(label="Mục tiêu", required=False, max_length=300)
            self.fields[f"means-{place}"] = forms.CharField(label="Việc sẽ làm", required=False, max_length=300)
            self.fields[f"regime-{place}"] = forms.ChoiceField(
                label="Theo chế độ", required=False, choices=[("", _("Không theo chế độ nào")), *self.offered.regimes]
            )
            self.fields[f"who-{place}"] = forms.ChoiceField(
                label="Cơ quan làm", required=False, choices=[("", _("Chưa giao")), *self.offered.agencies]
            )
            self.fields[f"due-{place}"] = DayField(label="Xong trước", required=False)
        self.order_fields(["occurred_at", *(n for n in self.fields if "-" in n), "review_on", "note"])

    def lines(self) -> Iterator[Line]:
        for place in range(1, GOALS + 1):
            names = (f"{part}-{place}" for part in ("goal", "means", "regime", "who", "due"))
            yield Line(str(_("Mục tiêu %(n)s") % {"n": place}), "", tuple(self[name] for name in names))

    def values(self) -> dict[str, Any]:
        data = super().values()
        goals = []
        for place in range(1, GOALS + 1):
            goal, means, regime, who, due = (
                data.pop(f"{part}-{place}") for part in ("goal", "means", "regime", "who", "due")
            )
            if goal:
                goals.append(Goal(goal, means, regime, UUID(who) if who else None, due))
        return data | {"goals": tuple(goals)}


class ApprovePlanForm(FileStepForm):
    approved_by = forms.ChoiceField(label="Người ký", choices=DecidedBy.choices())
    field_order = ("occurred_at", "approved_by", "note")

    def values(self) -> dict[str, Any]:
        return super().values() | {"approved_by": DecidedBy(self.cleaned_data["approved_by"])}


class ReviewPlanForm(FileStepForm):
    """Each goal by its number: the words stay sealed unless opened on the page before."""

    review_on = DayField(label="Xem lại lần sau", required=False)

    def __init__(self, *args: Any, goals: tuple[GoalLine, ...], **kwargs: Any) -> None:
        self.goals = goals
        super().__init__(*args, **kwargs)

    def offer(self) -> None:
        for goal in self.goals:
            self.fields[str(goal.id)] = forms.ChoiceField(
                label=_("Mục tiêu %(n)s đã đạt?") % {"n": goal.place}, choices=Answer.choices(),
                initial=Answer.UNKNOWN.value, help_text=goal.regime,
            )  # fmt: skip
        self.order_fields(["occurred_at", *(str(g.id) for g in self.goals), "review_on", "note"])

    def values(self) -> dict[str, Any]:
        data = super().values()
        outcomes = tuple((g.id, Answer(data.pop(str(g.id)))) for g in self.goals)
        return data | {"outcomes": outcomes}


class AskLoanForm(FileStepForm):
    lender = forms.ChoiceField(label="Nơi cho vay")
    programme = forms.ChoiceField(label="Chương trình", required=False)
    purpose = forms.ChoiceField(label="Vay để", choices=LoanPurpose.choices())
    amount = forms.IntegerField(label="Số tiền đề nghị (đồng)", min_value=1)
    field_order = ("occurred_at", "lender", "programme", "purpose", "amount", "note")

    def offer(self) -> None:
        on = self.now.date()
        lenders = [(r.id, r.name) for r in current().codes("lenders", on)]
        named = dict(lenders)
        programmes = [
            (r.id, f"{r.name} · {named.get(r.group, r.group)}") for r in current().codes("loan_programmes", on)
        ]
        offer_choices(self, "lender", [*first_choice(_("Chọn nơi cho vay…"), lenders), *lenders])
        offer_choices(self, "programme", [("", _("Chưa rõ")), *programmes])

    def values(self) -> dict[str, Any]:
        return super().values() | {"purpose": LoanPurpose(self.cleaned_data["purpose"])}


class GrantLoanForm(StepForm):
    amount = forms.IntegerField(label="Số tiền được duyệt (đồng)", min_value=1)
    field_order = ("occurred_at", "amount", "note")


class RefuseLoanForm(StepForm):
    refusal = forms.ChoiceField(label="Lý do không cho vay", choices=LoanRefusal.choices())
    field_order = ("occurred_at", "refusal", "note")


class FollowLoanForm(StepForm):
    as_meant = forms.ChoiceField(label="Vốn dùng đúng mục đích?", choices=Answer.choices(), widget=forms.RadioSelect)
    field_order = ("occurred_at", "as_meant", "note")


LOAN_VALUES = {"refusal": LoanRefusal, "as_meant": Answer}


class RoundFilterForm(forms.Form):
    status = forms.ChoiceField(label="Trạng thái", choices=[ALL, *RoundStatus.choices()], required=False)


class OpenRoundForm(forms.Form):
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày")
    area_code = forms.ChoiceField(label="Địa bàn", required=False)

    def __init__(self, *args: Any, areas: tuple[Choice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "area_code", list(areas))


class FeedbackForm(forms.Form):
    """Short and in plain words; «chưa rõ» where she would not say."""

    provider_id = forms.ChoiceField(label="Về cơ quan nào")
    regime = forms.ChoiceField(label="Về việc gì")

    def __init__(self, *args: Any, agencies: tuple[Choice, ...], regimes: tuple[Choice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "provider_id", [*first_choice(_("Chọn cơ quan…"), agencies), *agencies])
        offer_choices(self, "regime", [*first_choice(_("Chọn chế độ…"), regimes), *regimes])
        for question in FeedbackQuestion:
            self.fields[str(question)] = forms.ChoiceField(
                label=question.label, choices=Answer.choices(), initial=Answer.UNKNOWN.value, widget=forms.RadioSelect
            )

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "provider_id": UUID(data["provider_id"]),
            "regime": data["regime"],
            "answers": tuple((q, Answer(data[str(q)])) for q in FeedbackQuestion),
        }
