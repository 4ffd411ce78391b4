// Connects the one passkey form of a page with the browser's passkeys; what the browser says goes into a hidden field.
"use strict";

const form = document.querySelector("[data-passkey]");
if (form) {
  const credential = form.querySelector("[name=credential]");
  const forms = window.allauth.webauthn.forms;
  const data = document.getElementById("passkey_data") ? "passkey_data" : undefined;
  const ids = { credential: credential.id, data };
  const start = { add: [forms.addForm, { add: "passkey_start", passwordless: "id_passwordless" }],
    authenticate: [forms.authenticateForm, { authenticate: "passkey_start" }],
    login: [forms.loginForm, { login: "passkey_start" }] }[form.dataset.passkey];
  start[0]({ ids: { ...ids, ...start[1] } });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.getElementById("passkey_failed").hidden = false;
  });
}
