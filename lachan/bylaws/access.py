"""Who sets the province's own law: the administrator, in the open; everyone signed in reads it."""

from __future__ import annotations

from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role

_ADMIN = allow(Role.ADMINISTRATOR, when=(Relation.ANYONE,))

check_may_set = Check("law.set", "đặt quy định của địa phương", _ADMIN)
check_may_withdraw = Check("law.withdraw", "thu hồi quy định của địa phương", _ADMIN)
