"""What django-allauth asks about second factors: names, words, and that a code is good once only."""

from __future__ import annotations

import time
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.base.limits.accounts import (
    PASSKEY_ANSWER_CHARS_MAX,
    PASSKEY_NAME_CHARS_MAX,
    PASSKEYS_PER_PERSON_MAX,
)
from stoppress.desk.sealing import sealed, unsealed


class FactorAdapter(DefaultMFAAdapter):
    """The house's answers to allauth's questions about second factors."""

    error_messages = {  # noqa: RUF012 (as allauth declares it)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code or key is wrong, or was used already. Try the next code, or another key."),
        "cannot_generate_recovery_codes": _("Recovery codes need a second factor. Set up an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """The key of an app, or the seed of recovery codes, as it stands in the database."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The key or seed again.

        Raises   Refusal seal-of-another-house.
        """
        return unsealed(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What the app shows beside the person's name."""
        return str(settings.HOUSE.site_name)

    def build_totp_svg(self, url: str) -> str:
        """The code to photograph, as an element for the page itself: our policy loads no pictures from text."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        return str(qrcode.make(url, image_factory=SvgPathImage, border=2).to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's)
        """What a new passkey is called until somebody gives it a better name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For which host the browser keeps a passkey: the one that is asked, which ALLOWED_HOSTS bounds."""
        return {**super().get_public_key_credential_rp_entity(), "name": str(settings.HOUSE.site_name)}


class CodeForm(AuthenticateForm):
    """The second step of a login."""

    def clean_code(self) -> str:
        """Good once."""
        return _good_once(self, super().clean_code())


class ConfirmCodeForm(ReauthenticateForm):
    """Who is logged in shows it again, before keys are changed."""

    def clean_code(self) -> str:
        """Good once."""
        return _good_once(self, super().clean_code())


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey, within bounds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = PASSKEY_NAME_CHARS_MAX

    def clean_name(self) -> str:
        """One line."""
        return str(super().clean_name())[:PASSKEY_NAME_CHARS_MAX]

    def clean_credential(self) -> Any:
        """Of a size that is one, and the person has room for it."""
        if len(str(self.data.get("credential", ""))) > PASSKEY_ANSWER_CHARS_MAX:
            raise ValidationError(gettext("This is no passkey. Try again."))
        kept = Authenticator.objects.filter(user_id=self.user.pk, type=Authenticator.Type.WEBAUTHN).count()
        if kept >= PASSKEYS_PER_PERSON_MAX:
            raise ValidationError(gettext("You have as many passkeys as fit. Remove one first."))
        return self.cleaned_data["credential"]


class NamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def clean_name(self) -> str:
        """One line."""
        return str(self.cleaned_data["name"])[:PASSKEY_NAME_CHARS_MAX]


def _good_once(form: Any, code: str) -> str:
    """Refuse a code of the app that was used, or an older one than the last used.

    Kept with the key itself: allauth remembers used codes in memory, for one period, which is shorter than the time
    for which a code of a tolerated clock is good, and which a restart forgets.
    """
    if form.authenticator.type != Authenticator.Type.TOTP:
        return code
    with transaction.atomic():
        kept = Authenticator.objects.select_for_update().get(pk=form.authenticator.pk)
        made = int(kept.created_at.timestamp()) // app_settings.TOTP_PERIOD
        counter = _counter_of(code, decrypt(kept.data["secret"]))
        if counter is None or counter <= kept.data.get("last_counter", made):
            raise FactorAdapter().validation_error("incorrect_code")
        kept.data["last_counter"] = counter
        kept.save(update_fields=["data"])
    form.authenticator.data = kept.data
    return code


def _counter_of(code: str, secret: str) -> int | None:
    """The latest period for which this is the code."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    typed = normalize_user_code(code)
    for counter in range(now + app_settings.TOTP_TOLERANCE, now - app_settings.TOTP_TOLERANCE - 1, -1):
        if format_hotp_value(hotp_value(secret, counter)) == typed:
            return counter
    return None
