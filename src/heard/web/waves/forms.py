"""What staff type and choose about a wave. Each field says what it is for, and what is wrong in whole sentences."""

from collections.abc import Sequence

from django import forms

from heard.web.codes.key_files import LARGEST_KEY_FILE
from heard.web.codes.queries import BatchKind
from heard.web.policy import LARGEST_BATCH, LONGEST_LABEL, SMALLEST_BATCH
from heard.web.waves.presenters import SAYS_KIND, say_ages

CHOOSE_FILE = "Choose a file. It was not there, was empty, or was far larger than a key file."


class KeyUpload(forms.FileField):
    """A key file: small, and read in memory."""

    def __init__(self, label: str, help_text: str) -> None:
        words = dict.fromkeys(("required", "invalid", "missing", "empty"), CHOOSE_FILE)
        super().__init__(label=label, help_text=help_text, error_messages=words)

    def clean(self, data: object, initial: object = None) -> bytes:
        """The file's bytes; no more of a larger one than shows that it is too large."""
        content: bytes = super().clean(data, initial).read(LARGEST_KEY_FILE + 1)
        return content


class Passphrase(forms.CharField):
    """Never sent back to the page."""

    def __init__(self) -> None:
        super().__init__(
            label="Passphrase",
            help_text="It is used in memory to open the file and kept nowhere. If something is wrong, choose the "
            "file and type the passphrase again.",
            strip=False,
            max_length=1000,
            widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            error_messages={
                "required": "Type the passphrase of this key file.",
                "max_length": "This is far longer than a passphrase. Type the one of this key file.",
            },
        )


class BatchForm(forms.Form):
    """Cards handed out together."""

    survey = forms.ChoiceField(
        label="Survey",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which survey the cards open."},
    )
    label = forms.CharField(
        label="Name of the batch",
        help_text="A team, a home, a school or the post: who hands the cards out. Never a child's name.",
        max_length=LONGEST_LABEL,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Give the batch a name, so that you know who has the cards.",
            "max_length": f"The name is longer than {LONGEST_LABEL} letters. Make it shorter.",
        },
    )
    kind = forms.ChoiceField(
        label="Who hands them out",
        widget=forms.RadioSelect,
        choices=[(kind, SAYS_KIND[kind]) for kind in BatchKind],
        error_messages={"required": "Choose who hands the cards out."},
    )
    size = forms.IntegerField(
        label="How many cards",
        help_text=f"{SMALLEST_BATCH} to {LARGEST_BATCH}. Counts of fewer than {SMALLEST_BATCH} cards would tell who "
        "answered; put small groups together.",
        min_value=SMALLEST_BATCH,
        max_value=LARGEST_BATCH,
        error_messages={
            "required": "Say how many cards to make.",
            "invalid": "Write the number of cards in digits.",
            "min_value": f"A batch has at least {SMALLEST_BATCH} cards. Put small groups together.",
            "max_value": f"A batch has at most {LARGEST_BATCH} cards. Make several batches.",
        },
    )

    def __init__(self, *args: object, surveys: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["survey"].choices = [(survey, f"Ages {say_ages(survey)}") for survey in surveys]  # type: ignore[attr-defined]


class CodeField(forms.CharField):
    """The code of a card that somebody has in hand."""

    def __init__(self, label: str, missing: str) -> None:
        super().__init__(
            label=label,
            help_text="As it is printed, with or without the dashes.",
            max_length=100,
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
            ),
            error_messages={"required": missing, "max_length": "This is no code of a card."},
        )


class ReplaceForm(forms.Form):
    """A damaged card's code."""

    code = CodeField("Code on the damaged card", "Type the code of the damaged card.")


class VoidCardForm(forms.Form):
    """The code of a card that must not be used any more."""

    code = CodeField("Code on the card", "Type the code of the card.")


class VoidBatchForm(forms.Form):
    """A batch that must not be used any more."""

    batch = forms.TypedChoiceField(
        label="Batch",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the batch.",
            "invalid_choice": "This batch is not in the list: it may be void already. Look at the list again.",
        },
    )

    def __init__(self, *args: object, batches: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["batch"].choices = batches  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """A later last day for answers."""

    until = forms.DateField(
        label="New last day for answers",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Say which day is the last one for answers.",
            "invalid": "Write the day as 2026-03-31.",
        },
    )


class PublicKeyForm(forms.Form):
    """The wave's public key."""

    file = KeyUpload(
        "Public key file, or one of the two key files",
        "Only the public key in it is kept. The sealed private part of a key file is dropped and stored nowhere.",
    )


class KeyFileForm(forms.Form):
    """A key file with its passphrase."""

    file = KeyUpload("Your key file", "As it was saved when the wave's key was made.")
    passphrase = Passphrase()


class PanelForm(forms.Form):
    """The day on which the young people's panel met."""

    held_on = forms.DateField(
        label="Day of the session",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Say on which day the panel met.",
            "invalid": "Write the day as 2026-03-31.",
        },
    )
