"""What a person reads when a file is wrong."""

from heard.base.errors import InputProblems, UserError
from heard.base.problems import Problem, Severity, has_errors, summarise


def test_a_problem_says_where_what_and_what_is_allowed() -> None:
    problem = Problem("responses/a.csv", "“maybe” is no answer", "pet", (4, 9), "yes, no")
    assert (
        problem.sentence() == "responses/a.csv, rows 4, 9, column pet: “maybe” is no answer Allowed: yes, no."
    )


def test_a_long_list_of_rows_is_cut_and_counted() -> None:
    problem = Problem("a.csv", "wrong", rows=tuple(range(2, 12)))
    assert "rows 2, 3, 4, 5, 6 and 5 more" in problem.sentence()


def test_errors_come_before_warnings_and_are_counted() -> None:
    problems = [Problem("a.csv", "odd", severity=Severity.WARNING), Problem("b.csv", "wrong")]
    first, second, third = summarise(problems).splitlines()
    assert first == "1 error, 1 warning."
    assert second == "ERROR  b.csv: wrong"
    assert third == "WARNING  a.csv: odd"


def test_only_errors_stop_a_file_from_being_used() -> None:
    assert not has_errors([Problem("a.csv", "odd", severity=Severity.WARNING)])
    assert has_errors([Problem("a.csv", "wrong")])


def test_wrong_input_is_the_users_error_with_exit_code_2() -> None:
    error = InputProblems([Problem("a.csv", "wrong")])
    assert isinstance(error, UserError)
    assert error.exit_code == 2
