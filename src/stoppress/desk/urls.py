"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from stoppress.desk.views import (
    account,
    amend,
    entrance,
    invitation,
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
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/language/", account.language, name="language"),
    path("account/sessions/end/", account.end_other_sessions, name="end-sessions"),
    path("account/sessions/<int:number>/end/", account.end_one_session, name="end-session"),
    path("entrance/", entrance.entrance, name="entrance"),
    path("entrance/policy/", entrance.policy, name="policy"),
    path("entrance/invitations/<int:number>/withdraw/", entrance.withdraw, name="withdraw-invitation"),
    path("entrance/people/<str:name>/", entrance.entrant, name="entrant"),
    path("media/<str:name>", picture.picture, name="picture"),
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
    path("stories/<slug:slug>/updates/<slug:key>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("stories/<slug:slug>/updates/<slug:key>/pin/", place.pin, name="pin"),
    path("stories/<slug:slug>/updates/<slug:key>/unpin/", place.unpin, name="unpin"),
    path("stories/<slug:slug>/updates/<slug:key>/move/", place.move, name="move"),
]
