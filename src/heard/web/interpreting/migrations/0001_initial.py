"""The tables of what people make of findings."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0004_protect_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="DiveNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dive", models.UUIDField()),
                ("noted_on", models.DateField()),
                ("text", models.TextField()),
                ("by", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RemarkTable",
            fields=[
                ("wave", models.CharField(max_length=40)),
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("tables", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("brought_by", models.CharField(max_length=254)),
                ("brought_at", models.DateTimeField()),
                ("standing", models.CharField(default="waiting", max_length=10)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("wave", models.CharField(max_length=40)),
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("who", models.CharField(max_length=20)),
                ("who_words", models.CharField(blank=True, max_length=60)),
                ("host", models.CharField(max_length=60)),
                ("held_on", models.DateField()),
                ("took_part", models.PositiveIntegerField(null=True)),
                ("is_ended", models.BooleanField(default=False)),
                ("vote", models.CharField(default="none", max_length=10)),
                ("begun_by", models.CharField(max_length=254)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("wave", models.CharField(max_length=40)),
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("way", models.CharField(max_length=10)),
                ("row", models.PositiveIntegerField(null=True)),
                ("theme", models.CharField(blank=True, max_length=200)),
                ("number", models.PositiveIntegerField(default=1)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="interpreting.remarktable",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="interpreting.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChoiceCard",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("is_spent", models.BooleanField(default=False)),
                ("ideas", models.PositiveSmallIntegerField(default=0)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="interpreting.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DiveEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wave", models.CharField(max_length=40)),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("number", models.PositiveIntegerField()),
                ("indicator", models.CharField(max_length=40)),
                ("question", models.TextField()),
                ("lead", models.CharField(max_length=60)),
                ("begun_on", models.DateField()),
                ("outcome", models.TextField(blank=True)),
                ("closed_on", models.DateField(null=True)),
                ("by", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "number"), name="interpreting_one_dive_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wave", models.CharField(max_length=40)),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("number", models.PositiveIntegerField()),
                ("indicator", models.CharField(max_length=40)),
                ("source", models.CharField(max_length=15)),
                ("source_words", models.CharField(max_length=200)),
                ("dated_on", models.DateField()),
                ("says", models.TextField()),
                ("link", models.CharField(blank=True, max_length=500)),
                ("is_withdrawn", models.BooleanField(default=False)),
                ("by", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "number"), name="interpreting_one_evidence_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorityEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wave", models.CharField(max_length=40)),
                ("indicator", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("choice", models.CharField(max_length=10)),
                ("reasons", models.TextField()),
                ("by", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "wave", "indicator", "number"),
                        name="interpreting_one_decision_a_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RemarkEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("indicators", models.JSONField()),
                ("kind", models.CharField(max_length=10)),
                ("by_whom", models.CharField(max_length=15)),
                ("text", models.TextField(blank=True)),
                ("may_name", models.JSONField(default=list)),
                ("standing", models.CharField(max_length=10)),
                ("is_wiped", models.BooleanField(default=False)),
                ("by", models.CharField(blank=True, max_length=254)),
                ("at", models.DateTimeField(null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edits",
                        to="interpreting.remark",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("remark", "number"), name="interpreting_one_version_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GoneThrough",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=40)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gone_through",
                        to="interpreting.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "indicator"), name="interpreting_gone_through_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=40)),
                ("votes", models.PositiveIntegerField(default=0)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="interpreting.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "indicator"), name="interpreting_one_count_a_finding"
                    )
                ],
            },
        ),
    ]
