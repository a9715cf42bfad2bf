"""Pages of accounts: the administrator's list, an invitation whose word is shown once, roles, closing, accepting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.access.roles import Role
from lachan.base.errors import NotFound, Refused
from lachan.base.listing import PAGE_SIZE
from lachan.base.text import fold_vi
from lachan.people import access as may
from lachan.people import actions, queries
from lachan.web import shown
from lachan.web.doors import Request, open_page, tell
from lachan.web.forms.people import AcceptInvitationForm, AccountFilterForm, InviteForm, PickAgencyForm, RolesForm
from lachan.web.parts import Cell, Column, Tag

COLUMNS = (
    Column("username", "Tài khoản"), Column("agency", "Cơ quan"), Column("roles", "Vai trò"),
    Column("last_login", "Đăng nhập gần nhất"), Column("state", "Tình trạng"),
)  # fmt: skip


def list_accounts(request: Request) -> HttpResponse:
    accounts = queries.list_accounts(request.actor)
    form = AccountFilterForm(request.GET)
    words = fold_vi(form.cleaned_data["words"]).split() if form.is_valid() else []
    found = [account for account in accounts if all(word in _said(account) for word in words)]
    page = Paginator(found, PAGE_SIZE).get_page(shown.page_number(request))
    context = {
        "form": form,
        "columns": COLUMNS,
        "page": page,
        "rows": [_row(account) for account in page],
        "waiting": sum(account.is_invited and account.is_active for account in accounts),
    }
    return render(request, "accounts/list.html", context)


def _said(account: queries.AccountLine) -> str:
    return fold_vi(f"{account.username} {account.display_name} {account.agency_name} {account.agency_kind.label}")


def invite(request: Request) -> HttpResponse:
    """First the agency, then the person: the agency's kind decides which roles there are to give."""
    may.check_may_invite(request.actor)
    agencies = queries.list_agencies(request.actor.province_code, request.now.date())
    picked = request.GET.get("agency", "")
    agency = next((a for a in agencies if str(a.id) == picked), None)
    if agency is None:
        pick = PickAgencyForm(request.GET if picked else None, agencies=agencies)
        return render(request, "accounts/invite.html", {"pick": pick})
    form = InviteForm(request.POST or None, kind=agency.kind)
    if request.method == "POST" and form.is_valid():
        command = actions.Invite(agency_id=agency.id, **form.cleaned_data)
        try:
            invited = actions.invite(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return _word_once(request, invited)
    return render(request, "accounts/invite.html", {"form": form, "agency": agency})


def show(request: Request, account_id: UUID) -> HttpResponse:
    account = queries.get_account(request.actor, account_id)
    form = RolesForm(kind=account.agency_kind, initial={"roles": [str(r) for r in account.roles]})
    return _page(request, account, form)


def change_roles(request: Request, account_id: UUID) -> HttpResponse:
    account = queries.get_account(request.actor, account_id)
    if request.method != "POST":
        return redirect("account.show", account_id)
    form = RolesForm(request.POST, kind=account.agency_kind)
    if not form.is_valid():
        return _page(request, account, form)
    actions.change_roles(account_id, form.cleaned_data["roles"], by=request.actor, now=request.now)
    messages.success(request, _("Đã đổi vai trò. Có hiệu lực từ lần mở trang tiếp theo của người này."))
    return redirect("account.show", account_id)


def suspend(request: Request, account_id: UUID) -> HttpResponse:
    account = queries.get_account(request.actor, account_id)
    if request.method == "POST":
        is_active = not account.is_active
        actions.suspend(account_id, is_active=is_active, by=request.actor, now=request.now)
        messages.success(
            request, _("Đã mở lại tài khoản.") if is_active else _("Đã khóa. Phiên đang mở bị từ chối ngay.")
        )
    return redirect("account.show", account_id)


def renew_invitation(request: Request, account_id: UUID) -> HttpResponse:
    queries.get_account(request.actor, account_id)
    if request.method != "POST":
        return redirect("account.show", account_id)
    return _word_once(request, actions.renew_invitation(account_id, by=request.actor, now=request.now))


@open_page
def invitation(request: Request) -> HttpResponse:
    """An officer sets his password with the word he was given. The word is typed, so that no address carries it."""
    form = AcceptInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        word, password = form.cleaned_data["word"], form.cleaned_data["password"]
        try:
            username = actions.accept_invitation(word, password, now=request.now)
        except NotFound:
            sentence = _(
                "Từ mời không đúng, đã dùng, hoặc đã hết hạn. Hãy nhập lại, hoặc xin quản trị viên cấp từ mới."
            )
            form.add_error("word", sentence)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Đã đặt mật khẩu. Hãy đăng nhập bằng tên «{username}».")
            return redirect("account_login")
    return render(request, "accounts/invitation.html", {"form": form})


def _word_once(request: Request, invited: actions.Invited) -> HttpResponse:
    """The answer to the POST itself: the word is nowhere else, not in a session, not in a log."""
    account = queries.get_account(request.actor, invited.account_id)
    address = request.build_absolute_uri(reverse("invitation"))
    context = {"account": account, "word": invited.word, "address": address, "days": actions.INVITATION_DAYS}
    return render(request, "accounts/word.html", context)


def _page(request: Request, account: queries.AccountLine, form: RolesForm) -> HttpResponse:
    context = {
        "account": account,
        "tags": [_state(account)],
        "facts": [
            (_("Tên đăng nhập"), account.username),
            (_("Cơ quan"), account.agency_name),
            (_("Loại cơ quan"), account.agency_kind.label),
            (_("Vai trò"), ", ".join(role.label for role in account.roles)),
            (_("Đăng nhập gần nhất"), _login(account)),
        ],
        "form": form,
        "is_self": account.id == request.actor.account_id,
    }
    return render(request, "accounts/show.html", context)


def _row(account: queries.AccountLine) -> list[Any]:
    state = _state(account)
    return [
        Cell(account.username, reverse("account.show", args=[account.id]), note=account.display_name),
        Cell(account.agency_name, note=account.agency_kind.label),
        ", ".join(role.label for role in Role if role in account.roles),
        _login(account),
        Cell(state.text, tone=state.tone),
    ]


def _state(account: queries.AccountLine) -> Tag:
    if not account.is_active:
        return Tag("đã khóa", "late")
    return Tag("chờ nhận lời mời", "due") if account.is_invited else Tag("đang dùng", "ok")


def _login(account: queries.AccountLine) -> str:
    return f"{localtime(account.last_login):%H:%M %d/%m/%Y}" if account.last_login else _("chưa lần nào")


URLS: list[URLPattern] = [
    path("tai-khoan/", list_accounts, name="account.list"),
    path("tai-khoan/moi/", invite, name="account.invite"),
    path("tai-khoan/<uuid:account_id>/", show, name="account.show"),
    path("tai-khoan/<uuid:account_id>/vai-tro/", change_roles, name="account.change_roles"),
    path("tai-khoan/<uuid:account_id>/khoa/", suspend, name="account.suspend"),
    path("tai-khoan/<uuid:account_id>/loi-moi/", renew_invitation, name="account.renew_invitation"),
    path("loi-moi/", invitation, name="invitation"),
]
