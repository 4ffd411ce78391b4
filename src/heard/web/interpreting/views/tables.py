"""A table of remarks: brought, looked at row by row, taken over whole."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from heard.base.errors import InputProblems, UserError
from heard.web.interpreting import queries
from heard.web.interpreting.actions import importing
from heard.web.interpreting.actions.importing import RowTaken
from heard.web.interpreting.actions.remarks import MayName
from heard.web.interpreting.forms import TableForm, lines_of
from heard.web.interpreting.presenters.tables import NONE, Chosen, list_candidates, present_rows
from heard.web.interpreting.queries import TableFacts
from heard.web.interpreting.terms import By, Kind
from heard.web.interpreting.views.reading import NOT_YET, Reader, after_looking, reading
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.policy import LARGEST_REMARK_TABLE, LONGEST_REMARK
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.ui.uploads import take_large_files

CHOOSE = "Choose what this row is about, or none of these."
BOTH = "Either it is about a finding, or none of these: not both."
TOO_LONG = "One line has {length:,} letters. Make several lines of it."


@csrf_exempt  # the check reads the whole body: it is made below, once the gate has let somebody through
@require_http_methods(["GET", "POST"])
@may(Permission.ADD_REMARKS)
@reading
def bring(request: HttpRequest, member: Member, reader: Reader) -> HttpResponse:
    """Choose the file."""
    take_large_files(request, most=LARGEST_REMARK_TABLE)
    return _bring(request, member, reader)


@csrf_protect
def _bring(request: HttpRequest, member: Member, reader: Reader) -> HttpResponse:
    form = TableForm(**posted(request))
    context: dict[str, object] = {"member": member, "wave": reader.wave, "form": form}
    if form.is_valid():
        name, content = form.given()
        try:
            key = importing.bring_table(
                wave=reader.wave.wave, name=name, content=content, by=member.email, at=clock.now()
            )
            return redirect("interpreting:table", member.council, reader.wave.wave, key)
        except InputProblems as error:
            context["problems"] = [each.sentence() for each in error.problems]
        except UserError as error:
            form.add_error(None, str(error))
    return render(request, "interpreting/bring.html", context, status=NOT_YET if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.ADD_REMARKS)
@reading
def table(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """Say of each row what it is about; then all of it is taken over, or nothing."""
    found = _table_or_404(reader, key)
    if found.standing != importing.WAITING:
        return _show_taken(request, member, reader, found)
    candidates = list_candidates(reader.findings())
    sent = _sent(request, found, {each.indicator for each in candidates}) if request.method == "POST" else {}
    named: tuple[str, ...] = ()
    refused = ""
    if sent and not any(each.errors for each in sent.values()):
        try:
            count = after_looking(
                request,
                lambda looked: importing.take_table(
                    wave=reader.wave.wave,
                    table=key,
                    taken=[_taken(number, each) for number, each in sent.items()],
                    by=member.email,
                    at=clock.now(),
                    is_looked_at=looked,
                ),
            )
            response = redirect("interpreting:show", member.council, reader.wave.wave)
            response["Location"] += f"?taken={count}"
            return response
        except MayName as error:
            named = error.words
        except UserError as error:
            refused = str(error)
    context = {
        "member": member,
        "wave": reader.wave,
        "table": found,
        "rows": present_rows(found, candidates, sent),
        "named": named,
        "refused": refused,
        "is_wrong": any(each.errors for each in sent.values()),
    }
    return render(request, "interpreting/table.html", context, status=NOT_YET if sent else 200)


@require_POST
@may(Permission.ADD_REMARKS)
@reading
def drop(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """Throw a table away that waits."""
    found = _table_or_404(reader, key)
    try:
        importing.drop_table(wave=reader.wave.wave, table=found.key, by=member.email, at=clock.now())
    except UserError:
        return redirect("interpreting:table", member.council, reader.wave.wave, key)
    return redirect("interpreting:show", member.council, reader.wave.wave)


def _sent(request: HttpRequest, found: TableFacts, known: set[str]) -> dict[int, Chosen]:
    """What was chosen for every row, with what is wrong."""
    rows = found.read.rows if found.read else ()
    return {row.number: _row(request, row.number, known) for row in rows}


def _row(request: HttpRequest, number: int, known: set[str]) -> Chosen:
    sent = request.POST
    about = [each for each in sent.getlist(f"about-{number}") if each in known]
    other = sent.get(f"more-{number}", "")
    about += [other] if other in known and other not in about else []
    is_none = NONE in sent.getlist(f"about-{number}")
    texts = sent.get(f"texts-{number}", "").replace("\r\n", "\n")
    errors = []
    if not about and not is_none:
        errors.append(CHOOSE)
    if about and is_none:
        errors.append(BOTH)
    errors += [TOO_LONG.format(length=len(each)) for each in lines_of(texts) if len(each) > LONGEST_REMARK]
    return Chosen(
        tuple(about),
        is_none,
        _known(sent.get(f"kind-{number}", ""), Kind, Kind.COMMENT),
        _known(sent.get(f"by-{number}", ""), By, By.NOT_KNOWN),
        texts,
        tuple(errors),
    )


def _known(value: str, kinds: type[Kind] | type[By], otherwise: Kind | By) -> str:
    return value if value in {each.value for each in kinds} else otherwise.value


def _taken(number: int, chosen: Chosen) -> RowTaken:
    return RowTaken(number, chosen.about, Kind(chosen.kind), By(chosen.by_whom), lines_of(chosen.texts))


def _show_taken(request: HttpRequest, member: Member, reader: Reader, found: TableFacts) -> HttpResponse:
    """The table as it was brought, every cell."""
    context = {"member": member, "wave": reader.wave, "table": found}
    return render(request, "interpreting/taken.html", context)


def _table_or_404(reader: Reader, key: UUID) -> TableFacts:
    found = queries.find_table(reader.wave.wave, key)
    if found is None:
        raise Http404
    return found
