"""What the safeguarding reader and the coordinator type."""

from django import forms

from heard.web.voices.forms import LONGEST_NOTE


class DoneForm(forms.Form):
    """What was done about a request."""

    note = forms.CharField(
        label="What I did",
        help_text="It is wiped with the request; keep your own record where your council keeps such things.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": "Write what you did, such as: “telephoned, seeing her on Thursday”.",
            "max_length": f"The note is longer than {LONGEST_NOTE} letters. Make it shorter.",
        },
    )


class AddressForm(forms.Form):
    """One address of the duty inbox."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="A desk that somebody looks at every working day, better than one person’s own.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Write the address.",
            "invalid": "That is not an e-mail address. Write it as in name@council.gov.uk.",
        },
    )


class NumberForm(forms.Form):
    """The number out of the test message."""

    number = forms.CharField(
        label="Number in the message",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={
            "required": "Type the number that stands in the message.",
            "max_length": "The number has six digits.",
        },
    )
