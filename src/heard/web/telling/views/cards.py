"""Cards for verdicts: made, and shown once to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from heard.web.codes.cards import written
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.telling import judging, queries
from heard.web.telling.forms import CardsForm
from heard.web.telling.judging import BatchRefused
from heard.web.telling.readers import NAMES, Reader, readers_of
from heard.web.ui import clock
from heard.web.ui.days import say_day
from heard.web.ui.forms import posted
from heard.web.waves.views import get_or_404

NOT_YET = 422


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@may(Permission.WRITE_TOLD)
def make(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The codes are on the answer to this form and nowhere else."""
    facts = get_or_404(wave)
    children = tuple(each for each in readers_of(facts.surveys) if each.survey)
    form = CardsForm(children, **posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            cards = judging.make_cards(
                wave=wave,
                reader=Reader(said["reader"]),
                label=said["label"],
                size=said["size"],
                by=member.email,
                at=clock.now(),
            )
        except BatchRefused as refused:
            form.add_error(None, str(refused))
        else:
            path = reverse("telling:front", args=[member.council, wave])
            context = {
                "member": member,
                "wave": facts,
                "cards": [written(code) for code in cards.codes],
                "label": cards.label,
                "reader": NAMES[cards.reader],
                "address": request.build_absolute_uri(path).partition("://")[2],
            }
            return render(request, "telling/cards_made.html", context)
    batches = [
        (NAMES[each.reader], each.label, each.size, say_day(each.made_on))
        for each in queries.list_batches(wave)
    ]
    context = {
        "member": member,
        "wave": facts,
        "form": form,
        "batches": batches,
        "is_published": queries.find_published(wave) is not None,
    }
    return render(request, "telling/cards.html", context, status=NOT_YET if form.is_bound else 200)
