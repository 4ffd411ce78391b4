"""Addresses of the child's pages. No code, no answer and no name of a council is ever in one.

All questions stand at one address and so do all last pages: a browser's history tells neither which questions
somebody was asked, for that tells answers, nor how a survey ended.
"""

from django.urls import path

from heard.web.answering.views import asking, entering, leaving, scripted
from heard.web.ui.views import blank

app_name = "answering"
urlpatterns = [
    path("", entering.start, name="start"),
    path("answer/code/", entering.enter_code, name="code"),
    path("answer/look/", entering.choose_look, name="look"),
    path("answer/language/", entering.choose_language, name="language"),
    path("answer/about/", entering.about, name="about"),
    path("answer/adult/", entering.adult, name="adult"),
    path("answer/hand-over/", entering.hand_over, name="hand_over"),
    path("answer/", entering.go_on, name="on"),
    path("answer/idle/", entering.idle, name="idle"),
    path("answer/question/", asking.screen, name="screen"),
    path("answer/send/", asking.send, name="send"),
    path("answer/stop/", leaving.stop, name="stop"),
    path("answer/pause/", leaving.pause, name="pause"),
    path("answer/resume/", leaving.resume, name="resume"),
    path("answer/help/", leaving.get_help, name="help"),
    path("answer/hide/", leaving.hide, name="hide"),
    path("answer/end/", leaving.ending, name="end"),
    path("answer/take-over/", scripted.take_over, name="take_over"),
    path("answer/put-away/", scripted.put_away, name="put_away"),
    path("answer/sealed/answers/", scripted.sealed_answers, name="sealed_answers"),
    path("answer/sealed/words/", scripted.sealed_words, name="sealed_words"),
    path("answer/shell/", scripted.shell, name="shell"),
    path("answer/offline.js", scripted.offline_script, name="offline_script"),
    path("survey/<str:digest>.json", scripted.script_file, name="script_file"),
    path("hide/", blank, name="blank"),
]
