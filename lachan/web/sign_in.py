"""Signing in: allauth's pages in our words, closed to self sign-up; an officer comes in by an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from lachan.vault.installation import open_secret, seal_secret

_WRONG = _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại.")
_MANY = _("Quá nhiều lần đăng nhập sai. Hãy đợi 15 phút rồi thử lại.")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _WRONG,
        "username_password_mismatch": _WRONG,
        "enter_current_password": _("Hãy nhập mật khẩu hiện tại của bạn."),
        "incorrect_password": _("Mật khẩu không đúng. Hãy nhập lại."),
        "password_min_length": _("Mật khẩu quá ngắn."),
        "too_many_login_attempts": _MANY,
        "rate_limited": _MANY,
    }

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """A closed account is told no more than a wrong password."""
        messages.error(request, _WRONG)
        return redirect("account_login")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No e-mail leaves the system."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trên thiết bị."),
        "cannot_delete_authenticator": _("Không thể tắt bước xác thực này lúc này."),
    }

    def encrypt(self, text: str) -> str:
        return seal_secret("second-factor", text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret("second-factor", encrypted_text)
