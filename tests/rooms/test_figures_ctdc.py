"""CTDC's columns: all of them, each code of ours told or named as one that does not say, nothing guessed."""

from __future__ import annotations

import pytest

from lachan.indicators.ctdc import Fit, columns, used_by
from lachan.indicators.definitions import indicators
from lachan.indicators.dimensions import UNKNOWN, dimension, is_of_time
from lachan.people.models import Account

# The 27 columns of the public dataset, spelling of 2026.
PUBLIC = [
    "yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation", "traffickMonths",
    "meansDebtBondageEarnings", "meansThreats", "meansAbusePsyPhySex", "meansFalsePromises", "meansDrugsAlcohol",
    "meansDenyBasicNeeds", "meansExcessiveWorkHours", "meansWithholdDocs", "isForcedLabour", "isSexualExploit",
    "isOtherExploit", "sectorOfLabourAgriculture", "sectorOfLabourConstruction", "sectorOfLabourDomesticWork",
    "sectorOfLabourHospitality", "sectorOfSexProstitution", "sectorOfSexPornography",
    "recruiterRelationIntimatePartner", "recruiterRelationFriend", "recruiterRelationFamily",
    "recruiterRelationOther",
]  # fmt: skip
ALLOWED = {
    "gender": {"Man", "Woman", "Trans/Transgender/NonConforming"},
    "ageBroad": {"0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+"},
}


def test_every_column_of_the_dataset_stands_once_and_in_its_order():
    assert [c.name for c in columns()] == PUBLIC


@pytest.mark.parametrize("column", [c for c in columns() if c.dimension], ids=lambda c: c.name)
def test_each_code_of_ours_is_told_or_named_as_one_that_does_not_say(db, column):
    assert column.fit is not Fit.NONE
    if is_of_time(column.dimension):
        assert column.told("2026") == "2026"
        return
    known = {*dimension("victim", column.dimension).labels(), UNKNOWN}
    assert known == {*column.words, *column.untold} and not set(column.words) & set(column.untold)
    assert {column.told(code) for code in column.untold} <= {""}
    assert set(column.words.values()) <= ALLOWED.get(column.name, set(column.words.values()))


def test_what_we_keep_nothing_of_is_said_to_be_missing():
    for column in columns():
        assert column.why
        assert (column.fit is Fit.NONE) == (not column.dimension)
        assert column.fit is Fit.NONE or column.confidence in ("secondary", "unconfirmed")


def test_each_form_of_exploitation_sets_exactly_one_of_the_three_flags():
    flags = [c for c in columns() if c.name in ("isForcedLabour", "isSexualExploit", "isOtherExploit")]
    for code in flags[0].words:
        assert sorted(c.told(code) for c in flags) == ["", "", "1"], code
    assert [c.told("unknown") for c in flags] == ["", "", ""]


def test_an_age_that_spans_two_bands_of_theirs_is_left_open():
    (age,) = (c for c in columns() if c.name == "ageBroad")
    assert (age.told("16_17"), age.told("60_plus"), age.told("18_29"), age.told("under_13")) == ("9--17", "48+", "", "")


def test_the_definition_of_the_figure_shows_the_columns(cast, client):
    client.force_login(Account.objects.get(id=cast.police.account_id))
    page = client.get("/so-lieu/victim.identified/").content.decode()
    assert "CountryOfExploitation" in page and "nhóm tuổi theo luật của ta không trùng" in page
    assert "CountryOfExploitation" not in client.get("/so-lieu/tip.received/").content.decode()


def test_whoever_names_ctdc_among_its_standards_has_the_columns():
    assert {code for code, rule in indicators().items() if any("CTDC" in s for s in rule.standards)} == used_by()
