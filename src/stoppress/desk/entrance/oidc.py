"""OpenID Connect by django-allauth, with what it leaves to others: each token proven, and nobody in uninvited."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from stoppress.base.errors import Refusal
from stoppress.desk.entrance.tokens import proven_claims
from stoppress.desk.oidc_people import person_for, role_follows
from stoppress.desk.oidc_providers import provider_of

_LOG = logging.getLogger("stoppress.desk")


def refused_page(request: HttpRequest, refusal: Refusal) -> ImmediateHttpResponse:
    """The end of a login that goes no further, as an exception for allauth."""
    return ImmediateHttpResponse(render(request, "desk/oidc_refused.html", {"refusal": refusal}, status=403))


class OidcAdapter(DefaultSocialAccountAdapter):
    """The house's answers to allauth's questions about people who come from elsewhere."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: pre_social_login() has found or made the person, or refused."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Decide whom a proven token lets in."""
        claims = sociallogin.account.extra_data.get("id_token") or {}
        nonce = str(sociallogin.state.get("nonce") or "")
        if not nonce or not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
            raise refused_page(request, Refusal("oidc-refused", "This login was begun elsewhere. Begin it here."))
        if sociallogin.state.get("process") == "connect":
            self._forget_other_identities(request, sociallogin.account)
            return
        provider = provider_of(settings.HOUSE, sociallogin.account.provider)
        if provider is None:
            raise refused_page(request, Refusal("oidc-refused", "This login was begun elsewhere. Begin it here."))
        known = {**claims, **(sociallogin.account.extra_data.get("userinfo") or {})}
        try:
            if not sociallogin.is_existing:
                user = person_for(provider, known, str(sociallogin.state.get("invitation") or ""))
                # No address is kept for mailing, and none is a way in.
                sociallogin.email_addresses = []
                sociallogin.connect(request, user)
            role_follows(provider, sociallogin.user, known)
        except Refusal as refusal:
            raise refused_page(request, refusal) from refusal

    def _forget_other_identities(self, request: HttpRequest, account: SocialAccount) -> None:
        """One identity of each provider: who joins another one is let in by that from now on, and by no other."""
        of_user = SocialAccount.objects.filter(user_id=request.user.pk, provider=account.provider)
        of_user.exclude(uid=account.uid).delete()

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Show our page, and note for the administrator what it was."""
        del provider, extra_context
        _LOG.warning("oidc: a login failed: %s %s", error, exception)
        sentence = "The login by the provider did not come to its end. Begin it again."
        raise refused_page(request, Refusal("oidc-failed", sentence))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Back to one's own account."""
        del request, socialaccount
        return f"{reverse('desk:account')}?done=joined"


class ProvenOidc(OpenIDConnectOAuth2Adapter):
    """Talks to the provider. Believes no token that is not signed, whoever brought it."""

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """What the provider says about the person, proven.

        Raises   OAuth2Error, which ends in on_authentication_error().
        """
        try:
            claims = self._claims(app, kwargs["response"]["id_token"])
            userinfo = self._fetch_user_info(token.token) if self.openid_config.get("userinfo_endpoint") else {}
            if userinfo and userinfo.get("sub") != claims["sub"]:
                raise ValueError("userinfo is about another person than the id_token")
            data = {"id_token": claims, "userinfo": userinfo}
            return self.get_provider().sociallogin_from_response(request, data)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise OAuth2Error(str(error)) from error

    def _claims(self, app: Any, id_token: str) -> dict[str, Any]:
        issuer = str(app.settings["server_url"]).split("/.well-known/")[0]
        if str(self.openid_config["issuer"]).rstrip("/") != issuer:
            raise ValueError("the provider calls itself by another address than the setting")
        with OidcAdapter(self.request).get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = answer.json()
        return proven_claims(id_token, keys, str(self.openid_config["issuer"]), app.client_id)
