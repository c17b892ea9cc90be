// Passkeys: a form marked data-passkey="get" or "create" asks the browser before it is sent. Without script, or where
// the browser has no passkeys, the form stays hidden.

const fromText = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const named = (list) => (list ?? []).map((one) => ({ ...one, id: fromText(one.id) }));

/** What the server asks, as the browser wants it: bytes where JSON has text. */
function readable(options) {
  const asked = { ...options.publicKey, challenge: fromText(options.publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: fromText(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = named(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = named(asked.allowCredentials);
  return asked;
}

/** What the browser answers, as the server wants it. */
function sendable(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = toText(key.response[name]);
  }
  if (key.response.getTransports) response.transports = key.response.getTransports();
  return {
    type: key.type,
    id: key.id,
    rawId: toText(key.rawId),
    response,
    clientExtensionResults: key.getClientExtensionResults(),
    authenticatorAttachment: key.authenticatorAttachment,
  };
}

async function options(form) {
  const block = document.getElementById(form.dataset.options ?? "");
  const found = block
    ? JSON.parse(block.textContent)
    : await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
  return readable(found.request_options ?? found.creation_options);
}

async function ask(form) {
  const publicKey = await options(form);
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey });
  if (form.elements.passwordless?.checked) {
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
  }
  return navigator.credentials.create({ publicKey });
}

/** Which of our sentences an error of the browser is. */
function sentenceFor(error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return "sayStopped";
  if (error.name === "InvalidStateError") return "sayKnown";
  if (error.name === "SecurityError") return "sayHost";
  return "sayBroken";
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const said = form.querySelector("[data-passkey-said]");
  said.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(sendable(await ask(form)));
    form.submit();
  } catch (error) {
    said.textContent = said.dataset[sentenceFor(error)];
    said.hidden = false;
    said.setAttribute("role", "alert");
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", send);
    form.hidden = false;
  }
}
