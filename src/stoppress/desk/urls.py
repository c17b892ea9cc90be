"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from stoppress.desk.views import (
    amend,
    hooks,
    key_points,
    login,
    login_link,
    open_story,
    picture,
    place,
    publish,
    stories,
    story_settings,
    story_state,
    tokens,
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
    path("pictures/", upload.upload, name="upload"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:token>/revoke/", tokens.revoke, name="revoke-token"),
    path("hooks/", hooks.hooks, name="hooks"),
    path("hooks/<int:hook>/", hooks.hook, name="hook"),
    path("hooks/<int:hook>/ping/", hooks.ping, name="ping-hook"),
    path("hooks/<int:hook>/pause/", hooks.pause, name="pause-hook"),
    path("hooks/<int:hook>/resume/", hooks.resume, name="resume-hook"),
    path("hooks/<int:hook>/secret/", hooks.new_secret, name="new-hook-secret"),
    path("hooks/<int:hook>/remove/", hooks.remove, name="remove-hook"),
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
    path("stories/<slug:slug>/updates/<slug:key>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("stories/<slug:slug>/updates/<slug:key>/pin/", place.pin, name="pin"),
    path("stories/<slug:slug>/updates/<slug:key>/unpin/", place.unpin, name="unpin"),
    path("stories/<slug:slug>/updates/<slug:key>/move/", place.move, name="move"),
]
