"""The offices of the programme (law.md section 3), as roles and as kinds of agency."""

from __future__ import annotations

from lachan.base.labels import Labelled


class Role(Labelled):
    STANDING_OFFICE = "standing_office", "Thường trực Ban Chỉ đạo 138"
    INVESTIGATOR = "investigator", "Điều tra viên Công an tỉnh"
    COMMUNE_OFFICER = "commune_officer", "Công chức UBND cấp xã"
    COMMUNE_POLICE = "commune_police", "Công an cấp xã"
    BORDER_OFFICER = "border_officer", "Bộ đội Biên phòng"
    HEALTH_OFFICER = "health_officer", "Cán bộ Sở Y tế"
    FACILITY_OFFICER = "facility_officer", "Cán bộ cơ sở trợ giúp"
    LEGAL_AID_OFFICER = "legal_aid_officer", "Trợ giúp viên pháp lý"
    UNION_OFFICER = "union_officer", "Cán bộ Hội, đoàn thể"
    PROCURACY_READER = "procuracy_reader", "Kiểm sát viên theo dõi"
    COURT_READER = "court_reader", "Thẩm phán, thư ký theo dõi"
    FINANCE_OFFICER = "finance_officer", "Cán bộ tài chính"
    COMMITTEE_OFFICER = "committee_officer", "Chuyên viên Ủy ban nhân dân tỉnh"
    MINISTRY_OFFICER = "ministry_officer", "Cán bộ bộ, ngành trung ương"
    AUDITOR = "auditor", "Kiểm toán, thanh tra"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


class AgencyKind(Labelled):
    STEERING_COMMITTEE = "bcd138", "Ban Chỉ đạo 138"
    PEOPLES_COMMITTEE = "ubnd_tinh", "Ủy ban nhân dân tỉnh"
    PROVINCIAL_POLICE = "cat", "Công an tỉnh"
    HEALTH_DEPARTMENT = "syt", "Sở Y tế"
    COMMUNE = "xa", "Ủy ban nhân dân cấp xã"
    COMMUNE_POLICE = "cax", "Công an cấp xã"
    BORDER_GUARD = "bdbp", "Bộ đội Biên phòng"
    FACILITY = "cs", "Cơ sở trợ giúp"
    LEGAL_AID = "tgpl", "Trung tâm trợ giúp pháp lý"
    UNION = "hoi", "Hội, đoàn thể"
    DEPARTMENT = "so", "Sở, ngành khác"
    PROCURACY = "vks", "Viện kiểm sát nhân dân"
    COURT = "ta", "Tòa án nhân dân"
    HOTLINE = "td111", "Tổng đài 111"
    MINISTRY = "bo", "Bộ, ngành trung ương"
    SYSTEM = "he_thong", "Đơn vị quản trị"
