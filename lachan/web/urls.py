"""Every page module lists its own addresses: the name is the verb, the path Vietnamese without marks, ids only."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.i18n import set_language

from lachan.web.pages import (
    accounts,
    agencies,
    areas,
    awards,
    care,
    care_due,
    cases,
    explorer,
    facilities,
    figure_checks,
    figures,
    gallery,
    handovers,
    journal,
    law,
    own_file,
    papers,
    plans,
    protection,
    reader,
    referrals,
    releases,
    report_parts,
    report_ways,
    reports,
    returns,
    review,
    search,
    surveys,
    tasks,
    tips,
    today,
    victims,
)

SIGN_IN = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/xac-thuc/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/ma-du-phong/tao/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ngon-ngu/", set_language, name="set_language"),
]

PAGES = (
    today, search,
    plans, reader, review, tasks,
    tips, cases, awards, victims, returns, referrals, facilities, care, care_due, surveys, papers, protection,
    own_file,
    figure_checks, explorer, figures, report_ways, report_parts, reports, releases,
    handovers,
    agencies, areas, accounts, law, journal,
)  # fmt: skip

urlpatterns = [
    path("thu-vien-giao-dien/", gallery.gallery, name="gallery"),
    *SIGN_IN,
    *(url for page in PAGES for url in page.URLS),
]
