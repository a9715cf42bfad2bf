"""Who sets up accounts, agencies and areas. The administrator does, and sees no record."""

from __future__ import annotations

from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role

_ADMIN = allow(Role.ADMINISTRATOR, when=(Relation.ANYONE,))

check_may_open_agency = Check("agency.open", "lập cơ quan", _ADMIN)
check_may_close_agency = Check("agency.close", "kết thúc cơ quan", _ADMIN)
check_may_invite = Check("account.invite", "mời cán bộ", _ADMIN)
check_may_accept_invitation = Check("account.accept_invitation", "nhận lời mời", allow(*Role, when=(Relation.ANYONE,)))
check_may_change_roles = Check("account.change_roles", "đổi vai trò", _ADMIN)
check_may_suspend = Check("account.suspend", "khóa tài khoản", _ADMIN)
check_may_renew_invitation = Check("account.renew_invitation", "cấp lại lời mời", _ADMIN)
check_may_read_accounts = Check("account.read", "xem danh sách tài khoản", _ADMIN)
check_may_open_area = Check("area.open", "lập địa bàn", _ADMIN)
