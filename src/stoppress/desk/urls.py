"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from stoppress.desk.views import (
    amend,
    amend_preview,
    key_points,
    login,
    login_link,
    open_story,
    picture,
    place,
    publish,
    readers_file,
    stories,
    story_settings,
    story_state,
    update,
    upload,
    withdraw,
    workspace,
)

app_name = "desk"
urlpatterns = [
    path("", stories.stories, name="stories"),
    path("login/", login.login, name="login"),
    path("login/<str:token>/", login_link.login_link, name="login-link"),
    path("logout/", login.logout, name="logout"),
    path("media/<str:name>", picture.picture, name="picture"),
    path("static/<str:name>", readers_file.readers_file, name="readers-file"),
    path("pictures/", upload.upload, name="upload"),
    path("open/", open_story.open_story, name="open"),
    path("stories/<slug:slug>/", workspace.workspace, name="workspace"),
    path("stories/<slug:slug>/now/", workspace.story_now, name="now"),
    path("stories/<slug:slug>/settings/", story_settings.story_settings, name="settings"),
    path("stories/<slug:slug>/key-points/", key_points.key_points, name="key-points"),
    path("stories/<slug:slug>/pause/", story_state.pause, name="pause"),
    path("stories/<slug:slug>/close/", story_state.close, name="close"),
    path("stories/<slug:slug>/reopen/", story_state.reopen, name="reopen"),
    path("stories/<slug:slug>/updates/", publish.publish, name="publish"),
    path("stories/<slug:slug>/preview/", publish.preview_update, name="preview"),
    path("stories/<slug:slug>/updates/<slug:key>/", update.update, name="update"),
    path("stories/<slug:slug>/updates/<slug:key>/row/", workspace.timeline_row, name="row"),
    path("stories/<slug:slug>/updates/<slug:key>/amend/", amend.amend, name="amend"),
    path("stories/<slug:slug>/updates/<slug:key>/preview/", amend_preview.preview_amendment, name="amend-preview"),
    path("stories/<slug:slug>/updates/<slug:key>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("stories/<slug:slug>/updates/<slug:key>/pin/", place.pin, name="pin"),
    path("stories/<slug:slug>/updates/<slug:key>/unpin/", place.unpin, name="unpin"),
    path("stories/<slug:slug>/updates/<slug:key>/move/", place.move, name="move"),
]
