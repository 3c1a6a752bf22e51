"""The addresses."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path

from annotations.api import v1
from annotations.views import (
    account,
    articles,
    assign,
    codebook,
    exports,
    home,
    marks,
    offline,
    profile,
    propositions,
    reopen,
    reviews,
    stories,
    submit,
    to_check,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("sign-in", account.SignIn.as_view(), name="sign-in"),
    path("sign-in/demo", account.demo_sign_in, name="demo-sign-in"),
    path("sign-out", LogoutView.as_view(), name="sign-out"),
    path("account", account.account_page, name="account"),
    path("account/password", account.ChangePassword.as_view(), name="password"),
    path("codebooks", codebook.newest_codebook, name="codebooks"),
    path("codebooks/<int:pk>", codebook.codebook_page, name="codebook"),
    path("stories/<slug:slug>/export", exports.export_page, name="story-export"),
    path("stories/<slug:slug>/export/set.zip", exports.download_set, name="story-set"),
    path("stories/<slug:slug>/export/marks.csv", exports.download_marks, name="story-marks"),
    path("stories", stories.story_list, name="stories"),
    path("stories/new", stories.story_new, name="story-new"),
    path("stories/<slug:slug>", stories.story_page, name="story"),
    path("stories/<slug:slug>/marks", marks.marks_page, name="story-marks-list"),
    path("stories/<slug:slug>/propositions", propositions.propositions_page, name="propositions"),
    path("stories/<slug:slug>/profile", profile.story_profile_page, name="story-profile"),
    path("stories/<slug:slug>/edit", stories.story_edit, name="story-edit"),
    path("stories/<slug:slug>/archive", stories.story_archive, name="story-archive"),
    path("stories/<slug:slug>/assign", assign.story_assign, name="story-assign"),
    path("stories/<slug:slug>/articles/new", articles.articles_new, name="articles-new"),
    path("articles/<int:pk>", articles.article_page, name="article"),
    path("articles/<int:pk>/profile", profile.article_profile_page, name="article-profile"),
    path("articles/<int:pk>/edit", articles.article_edit, name="article-edit"),
    path("reviews/<int:pk>", reviews.review_page, name="review"),
    path("reviews/<int:pk>/submit", submit.submit, name="review-submit"),
    path("reviews/<int:pk>/reopen", reopen.reopen, name="review-reopen"),
    path("to-check", to_check.to_check, name="to-check"),
    path("to-check.csv", to_check.to_check_csv, name="to-check-csv"),
    path("to-check/<uuid:claim>", to_check.follow_up_page, name="follow-up"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("offline", offline.offline_page, name="offline"),
    path("api/v1/", v1.addresses()),
]
