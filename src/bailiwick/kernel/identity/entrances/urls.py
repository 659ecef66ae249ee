"""The addresses of the entrances."""

from django.urls import path

from bailiwick.kernel.identity.entrances.views import me, organizations, passwords, signing

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("organizations/", organizations.choose_organization, name="organizations"),
    path("password/change/", passwords.change_password, name="password-change"),
    path("password/reset/", passwords.forgotten_password, name="password-forgotten"),
    path("password/reset/sent/", passwords.password_sent, name="password-sent"),
    path("password/reset/<int:account>/<str:token>/", passwords.set_password_by_link, name="password-set"),
    path("me/", me.me, name="me"),
    path("me/sessions/<str:session>/end/", me.end_session, name="session-end"),
]
