"""What is English, and what must be read by somebody who knows another language."""

import pytest

from heard.comments.languages import seems_english


@pytest.mark.parametrize(
    "text",
    [
        "i want to see my brother more becuase i miss him",
        "nothing rly, its ok i gess",
        "sooo boring!!! lol",
        "yes",
        "Siân",
        "",
        "😀😀",
        "=SUM(A1)",
        "i miss kofi yonatan jayden and mrs begum",
    ],
)
def test_english_with_slips_names_and_little_of_it(text: str) -> None:
    assert seems_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "أريد أن أرى أخي",
        "ኣነ ሓወይ ክርእዮ ይደሊ",
        "chciałbym częściej widzieć mojego brata i siostrę",
        "vreau să o văd pe mama mea mai des",
        "dwi eisiau gweld fy mrawd yn amlach",
        "tôi muốn gặp em trai tôi nhiều hơn",
    ],
)
def test_other_languages(text: str) -> None:
    assert not seems_english(text)
