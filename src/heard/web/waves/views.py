"""Pages for the people who run a wave. Each checks permission, makes one call, renders."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from heard.base.errors import UserError
from heard.web.codes.cards import MistypedCode, written
from heard.web.codes.key_files import Holder
from heard.web.codes.queries import UnknownCode, get_counts
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves import actions, amending
from heard.web.waves.cohort import read_eligible
from heard.web.waves.forms import (
    BatchForm,
    ExtendForm,
    KeyFileForm,
    PublicKeyForm,
    ReplaceForm,
    VoidBatchForm,
    VoidCardForm,
)
from heard.web.waves.presenters import (
    list_voidable,
    present_closing,
    present_moved,
    present_wave,
    present_waves,
    say_ages,
)
from heard.web.waves.queries import State, WaveFacts, find_wave, list_waves

NO_SUCH_CARD = (
    "No card has this code; a letter may be mistyped. No card was made and nothing was changed. "
    "Look at the card again."
)

NO_CARD_TO_VOID = (
    "No card of this wave has this code; a letter may be mistyped. Nothing was changed. "
    "Look at the card again."
)


@require_safe
@may(*Permission)
def list_of_waves(request: HttpRequest, member: Member) -> HttpResponse:
    """Every wave of the council, with what this person does next."""
    waves = present_waves(member, list_waves(), clock.today())
    context = {
        "member": member,
        "waves": waves,
        "may_plan": member.may(Permission.PLAN_WAVE),
        "may_read_reviews": member.may(Permission.READ_REVIEW),
    }
    return render(request, "waves/list.html", context)


@require_safe
@may(Permission.SEE_COUNTS)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Where the wave stands and the one next step."""
    facts = get_or_404(wave)
    eligible = read_eligible(settings.HEARD.home / "programme", wave=wave, area=member.council)
    page = present_wave(member, facts, get_counts(facts.collection_id), eligible, clock.today())
    return render(request, "waves/show.html", {"member": member, "wave": facts, "page": page})


@require_http_methods(["GET", "POST"])
@may(Permission.ISSUE_CODES)
def make_cards(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """A batch of cards, shown once."""
    facts = get_or_404(wave)
    form = BatchForm(**posted(request), surveys=facts.surveys, initial={"size": 10})
    context = {"member": member, "wave": facts, "form": form}
    if form.is_valid():
        try:
            made = actions.issue_cards(wave=wave, **form.cleaned_data, by=member.email, at=clock.now())
        except UserError as error:
            form.add_error(None, str(error))
        else:
            cards = [written(code) for code in made.codes]
            address = request.build_absolute_uri("/")
            ready = {"batch": made, "ages": say_ages(made.survey), "cards": cards, "address": address}
            return render(request, "waves/cards.html", context | ready)
    return _form(request, "waves/make_cards.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.ISSUE_CODES)
def replace_card(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """A new card for a damaged one, whether or not it was used."""
    facts = get_or_404(wave)
    form = ReplaceForm(**posted(request))
    context = {"member": member, "wave": facts, "form": form}
    if form.is_valid():
        try:
            new = actions.replace_card(
                wave=wave, code=form.cleaned_data["code"], by=member.email, at=clock.now()
            )
        except (MistypedCode, UnknownCode):
            form.add_error("code", NO_SUCH_CARD)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            ready = {"cards": [written(new)], "address": request.build_absolute_uri("/")}
            return render(request, "waves/cards.html", context | ready)
    return _form(request, "waves/replace_card.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.REGISTER_KEY)
def register_key(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The public key, out of a file."""
    facts = get_or_404(wave)
    form = PublicKeyForm(**posted(request))
    if form.is_valid():
        try:
            actions.register_key(
                wave=wave, content=form.cleaned_data["file"], by=member.email, at=clock.now()
            )
            return _back(member, wave)
        except UserError as error:
            form.add_error("file", str(error))
    return _form(request, "waves/register_key.html", {"member": member, "wave": facts, "form": form})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@may(Permission.REHEARSE_KEY)
def rehearse_key(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """A key holder tries their file."""
    facts = get_or_404(wave)
    form = KeyFileForm(**posted(request))
    context = {"member": member, "wave": facts, "form": form}
    if form.is_valid():
        try:
            holder = actions.rehearse_key(
                wave=wave,
                content=form.cleaned_data["file"],
                passphrase=form.cleaned_data["passphrase"],
                by=member.email,
                at=clock.now(),
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return render(request, "waves/rehearsed.html", context | {"holder": holder.value})
    return _form(request, "waves/rehearse_key.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.OPEN_WAVE)
def open_wave(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Asked once more, then done."""
    return _confirm(request, member, wave, "waves/open.html", actions.open_wave)


@require_http_methods(["GET", "POST"])
@may(Permission.CLOSE_WAVE)
def close_wave(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Says what happens next and when, then done."""
    return _confirm(request, member, wave, "waves/close.html", actions.close_wave)


@require_http_methods(["GET", "POST"])
@may(Permission.HAND_IN_KEY)
def record_destroyed(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """A key holder says that every copy of a key file is gone."""
    facts = get_or_404(wave)
    context: dict[str, object] = {"member": member, "wave": facts}
    holder = request.POST.get("holder", "")
    if request.method == "POST" and holder in set(Holder):
        try:
            actions.record_destroyed(wave=wave, holder=Holder(holder), by=member.email, at=clock.now())
            return redirect("waves:record_destroyed", member.council, wave)
        except UserError as error:
            context["refused"] = str(error)
    return render(request, "waves/record_destroyed.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.VOID_CARDS)
def void_cards(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """One card by its code, or a whole batch: two forms on one page. Says nothing of whether a card was used."""
    facts = get_or_404(wave)
    batches = list_voidable(get_counts(facts.collection_id))
    filled = posted(request)
    is_batch = request.POST.get("what") == "batch"
    card = VoidCardForm(**({} if is_batch else filled))
    batch = VoidBatchForm(**(filled if is_batch else {}), batches=batches)
    context = {
        "member": member,
        "wave": facts,
        "card": card,
        "batch": batch,
        "form": batch if is_batch else card,
    }
    if context["form"].is_valid():  # type: ignore[attr-defined]
        try:
            void = _void_batch(member, wave, batch) if is_batch else _void_card(member, wave, card)
            return render(request, "waves/voided.html", context | {"void": void})
        except (MistypedCode, UnknownCode):
            card.add_error("code", NO_CARD_TO_VOID)
        except UserError as error:
            context["form"].add_error(None, str(error))  # type: ignore[attr-defined]
    return _form(request, "waves/void_cards.html", context)


def _void_card(member: Member, wave: str, form: VoidCardForm) -> str:
    amending.void_card(wave=wave, code=form.cleaned_data["code"], by=member.email, at=clock.now())
    return ""


def _void_batch(member: Member, wave: str, form: VoidBatchForm) -> str:
    return amending.void_batch(wave=wave, batch=form.cleaned_data["batch"], by=member.email, at=clock.now())


@require_http_methods(["GET", "POST"])
@may(Permission.MOVE_LAST_DAY)
def extend(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """A later last day for answers; then what is on paper already, and says the day before."""
    facts = get_or_404(wave)
    form = ExtendForm(**posted(request))
    if form.is_valid():
        try:
            amending.extend_wave(wave=wave, until=form.cleaned_data["until"], by=member.email, at=clock.now())
            page = present_moved(member, facts, get_or_404(wave), get_counts(facts.collection_id))
            return render(request, "waves/extended.html", {"member": member, "wave": facts, "page": page})
        except UserError as error:
            form.add_error("until", str(error))
    latest = amending.latest_last_day(facts)
    context = {"member": member, "wave": facts, "form": form, "latest": latest}
    context["is_planned"] = facts.state is State.PREPARING
    return _form(request, "waves/extend.html", context)


def get_or_404(wave: str) -> WaveFacts:
    """The council's part in this wave, or the page for what is not there."""
    facts = find_wave(wave)
    if facts is None:
        raise Http404
    return facts


def _confirm(
    request: HttpRequest, member: Member, wave: str, template: str, do: "actions.WaveAction"
) -> HttpResponse:
    facts = get_or_404(wave)
    closing = present_closing(facts, clock.today())
    context: dict[str, object] = {"member": member, "wave": facts, "closing": closing}
    if request.method == "POST":
        try:
            do(wave=wave, by=member.email, at=clock.now())
            return _back(member, wave)
        except UserError as error:
            context["refused"] = str(error)
    return render(request, template, context, status=409 if "refused" in context else 200)


def _back(member: Member, wave: str) -> HttpResponse:
    return redirect("waves:show", member.council, wave)


def _form(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The form; with 422 where something in it is wrong."""
    form = context["form"]
    return render(request, template, context, status=422 if form.is_bound else 200)  # type: ignore[attr-defined]
