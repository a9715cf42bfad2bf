"""What was found, judged and inspected is never changed."""

from django.db import migrations

from lachan.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("facilities", "0001_initial")]

    operations = [
        append_only("facilities_facilityprofile"),
        append_only("facilities_equipmentrow"),
        append_only("facilities_scorerow"),
        append_only("facilities_inspectionrow"),
    ]
