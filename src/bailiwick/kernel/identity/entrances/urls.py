"""The addresses of the entrances."""

from django.urls import path

from bailiwick.kernel.identity.entrances.views import (
    directory,
    factors,
    federated,
    me,
    organizations,
    passkeys,
    passwords,
    saml,
    second_step,
    signing,
)

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-in/second/", second_step.second_step, name="sign-in-second"),
    path("sign-in/passkey/", passkeys.sign_in_by_passkey, name="sign-in-passkey"),
    path("sign-in/passkey/options/", passkeys.request_options, name="passkey-options"),
    path("sign-in/organization/", federated.find_provider, name="sign-in-organization"),
    path("sign-in/with/<int:organization>/<int:provider>/", federated.start, name="sign-in-with"),
    path("sign-in/callback/", federated.come_back, name="sign-in-callback"),
    path("sign-in/saml/<int:organization>/metadata/", saml.our_metadata, name="saml-metadata"),
    path("sign-in/saml/<int:organization>/answer/", saml.take_answer, name="saml-answer"),
    path("sign-in/saml/finish/<str:token>/", saml.finish, name="saml-finish"),
    path("sign-in/directory/<int:organization>/<int:provider>/", directory.sign_in, name="sign-in-directory"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("organizations/", organizations.choose_organization, name="organizations"),
    path("password/change/", passwords.change_password, name="password-change"),
    path("password/reset/", passwords.forgotten_password, name="password-forgotten"),
    path("password/reset/sent/", passwords.password_sent, name="password-sent"),
    path("password/reset/<int:account>/<str:token>/", passwords.set_password_by_link, name="password-set"),
    path("me/", me.me, name="me"),
    path("me/confirm/", second_step.confirm_oneself, name="confirm"),
    path("me/factors/app/", factors.add_app, name="factor-app"),
    path("me/factors/codes/", factors.recovery_codes, name="recovery-codes"),
    path("me/factors/passkeys/", passkeys.add_passkey, name="passkey-add"),
    path("me/factors/passkeys/options/", passkeys.creation_options, name="passkey-creation-options"),
    path("me/factors/<int:pk>/remove/", factors.remove_factor, name="factor-remove"),
    path("me/sessions/end/", me.end_other_sessions, name="sessions-end"),
    path("me/sessions/<str:session>/end/", me.end_session, name="session-end"),
]
