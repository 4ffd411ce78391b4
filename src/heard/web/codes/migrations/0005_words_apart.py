from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("codes", "0004_kinds_of_batches_and_void_cards"),
    ]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="has_words",
            field=models.BooleanField(default=False),
        ),
    ]
