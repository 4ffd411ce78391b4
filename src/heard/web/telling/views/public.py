"""What anybody may open, without signing in and without a cookie. A code comes in a form and never in an address.

No account or session is asked for, and nothing else that a browser would bring along by itself: a form of another
site could send nothing here but a card's code, which it does not have. So no form has a token, which takes a cookie.
"""

import time
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from heard.web.answering.tries import Tries
from heard.web.codes.cards import MistypedCode
from heard.web.people.queries import name_councils
from heard.web.telling import queries
from heard.web.telling.content import Content
from heard.web.telling.judging import (
    CardIsUsed,
    NoSuchCard,
    NothingChosen,
    NothingPublished,
    Verdict,
    give_verdict,
)
from heard.web.telling.presenters import public
from heard.web.telling.queries import PublishedFacts
from heard.web.telling.readers import Reader
from heard.web.telling.showing import find_shown
from heard.web.tenancy import in_council

NOT_YET, TOO_MANY = 422, 429
wrong_cards = Tries()
View = Callable[..., HttpResponse]


def of_council(view: View) -> View:
    """Let a view be reached by anybody, inside the council whose page it is."""

    @wraps(view)
    def opened(request: HttpRequest, area: str, **parts: str) -> HttpResponse:
        if not name_councils([area]):
            raise Http404
        with in_council(area):
            return view(request, area, **parts)

    return opened


@require_safe
@of_council
def newest(request: HttpRequest, area: str) -> HttpResponse:
    """The page that was published last."""
    stands = queries.list_published()
    if not stands:
        raise Http404
    return redirect("telling:front", area, stands[0].wave)


@require_safe
@of_council
def front(request: HttpRequest, area: str, which: str) -> HttpResponse:
    """For whom the page is to be read."""
    page = _page(which)
    if page is None:
        return render(request, "telling/note.html", {"page": public.present_again()})
    return render(
        request, "telling/front.html", {"page": public.present_front(page, queries.list_published())}
    )


@require_safe
@of_council
def page(request: HttpRequest, area: str, which: str, reader: str) -> HttpResponse:
    """What came of it, for one age."""
    found, who = _page(which), _reader(reader)
    if found is None:
        return redirect("telling:front", area, which)
    if not found.content.lines.get(who):
        raise Http404
    shown = public.present_told(
        found.content, who, queries.list_verdicts(which), has_cards=bool(queries.list_batches(which))
    )
    return render(request, "telling/page.html", {"page": shown})


@csrf_exempt  # see the module
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@of_council
def say(request: HttpRequest, area: str, which: str, reader: str) -> HttpResponse:
    """What somebody with a card thinks of the answers."""
    found, who = _page(which), _reader(reader)
    if found is None:
        return redirect("telling:front", area, which)
    if who.survey is None or not found.content.lines.get(who):
        raise Http404
    if request.method != "POST":
        return _form(request, found.content, who)
    error = _give(request, which, found.content)
    if error:
        return _form(request, found.content, who, error=error)
    return render(request, "telling/note.html", {"page": public.present_thanks(found.content, who)})


def _give(request: HttpRequest, which: str, content: Content) -> str:
    """What is wrong, as a key of the words; empty where it was counted. A right card always passes."""
    sent = {key: request.POST.get(key, "") for key in content.answered}
    choices = {key: Verdict(said) for key, said in sent.items() if said in set(Verdict)}
    address = request.META.get("REMOTE_ADDR", "")
    try:
        give_verdict(
            wave=which,
            typed=request.POST.get("code", ""),
            choices=choices,
            words=request.POST.get("words", ""),
        )
    except MistypedCode:
        return "mistyped"
    except NoSuchCard:
        if wrong_cards.is_too_many(address, time.monotonic()):
            return "too_many"
        wrong_cards.add(address, time.monotonic())
        return "unknown"
    except CardIsUsed:
        return "used"
    except (NothingChosen, NothingPublished):
        return "nothing"
    return ""


def _form(request: HttpRequest, content: Content, who: Reader, error: str = "") -> HttpResponse:
    """With everything that was sent, so that nothing is typed twice."""
    shown = public.present_verdict(
        content,
        who,
        chosen={key: request.POST.get(key, "") for key in content.indicators},
        typed_code=request.POST.get("code", "")[:100],
        typed_words=request.POST.get("words", ""),
        error=error,
    )
    status = TOO_MANY if error == "too_many" else NOT_YET if error else 200
    return render(request, "telling/say.html", {"page": shown}, status=status)


def _page(which: str) -> PublishedFacts | None:
    """What stands of a wave, with what may still be said; None where it was taken back. Raises Http404."""
    found = find_shown(which)
    if found is None and not queries.list_publications(which):
        raise Http404
    return found


def _reader(name: str) -> Reader:
    if name not in set(Reader):
        raise Http404
    return Reader(name)
