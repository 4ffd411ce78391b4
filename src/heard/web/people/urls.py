"""Addresses for signing in, for one's own account, and for the people of a council.

Those allauth looks for by name have its names; they have no prefix.
"""

from django.urls import include, path

from heard.web.people.views import audit, members, own, signing_in

ours = [
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/help/", signing_in.cannot_sign_in, name="cannot_sign_in"),
    path("sign-in/invited/<str:token>/", signing_in.invited, name="invited"),
    path("sign-in/panel/<str:token>/", signing_in.panel, name="panel"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign_out"),
    path("work/", signing_in.home, name="home"),
    path("you/set-up/", own.set_up, name="set_up"),
    path("you/browsers/end/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("you/browsers/<uuid:key>/end/", own.sign_out_there, name="sign_out_there"),
    path("work/<str:council>/people/", members.people, name="people"),
    path("work/<str:council>/people/invite/", members.invite, name="invite"),
    path("work/<str:council>/people/invitations/<int:invitation>/", members.withdraw, name="withdraw"),
    path("work/<str:council>/people/panel/", members.make_panel_link, name="make_panel_link"),
    path("work/<str:council>/people/<int:person>/", members.person, name="person"),
    path("work/<str:council>/people/<int:person>/remove/", members.remove, name="remove"),
    path("work/<str:council>/people/<int:person>/let-in/", members.let_in, name="let_in"),
    path("work/<str:council>/roles/", members.roles, name="roles"),
    path("work/<str:council>/log/", audit.read, name="audit"),
]
urlpatterns = [
    path("", include((ours, "people"))),
    path("sign-in/", signing_in.SignIn.as_view(), name="account_login"),
    path("sign-in/second-factor/", signing_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", signing_in.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/with/<str:provider_id>/", signing_in.to_provider, name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/back/", signing_in.from_provider, name="openid_connect_callback"),
    path("sign-in/stopped/", signing_in.stopped, name="socialaccount_login_cancelled"),
    path("you/", own.Account.as_view(), name="mfa_index"),
    path("you/app/", own.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("you/app/remove/", own.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("you/passkeys/", own.SetUpPasskey.as_view(), name="mfa_add_webauthn"),
    path("you/passkeys/<int:pk>/remove/", own.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("you/codes/", own.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("you/codes/new/", own.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("you/confirm/", own.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("you/confirm/code/", own.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("you/confirm/passkey/", own.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("you/password/", own.ChangePassword.as_view(), name="account_change_password"),
]
