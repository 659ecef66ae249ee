/** Forms that a passkey completes: the server's challenge goes to the browser, its answer into the field `credential`. */

type Plain = Record<string, unknown>;

export function mount(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  if (!("PublicKeyCredential" in window)) {
    form.hidden = true;
    return;
  }
  form.addEventListener("submit", (event) => {
    const field = form.elements.namedItem("credential") as HTMLInputElement;
    if (field.value) return;
    event.preventDefault();
    void ceremony(form)
      .then((credential) => {
        field.value = JSON.stringify(credential);
        form.submit();
      })
      .catch((error: unknown) => tell(form, error));
  });
}

async function ceremony(form: HTMLFormElement): Promise<Plain> {
  const token = form.elements.namedItem("csrfmiddlewaretoken") as HTMLInputElement;
  const answer = await fetch(form.dataset["options"] ?? "", {
    method: "POST",
    headers: { "X-CSRFToken": token.value },
  });
  if (!answer.ok) throw new Error(answer.status === 429 ? await answer.text() : "Reload the page, then try again.");
  const { publicKey } = (await answer.json()) as { publicKey: Plain };
  const options = decoded(publicKey);
  const made =
    form.dataset["passkey"] === "create"
      ? await navigator.credentials.create({ publicKey: options as unknown as PublicKeyCredentialCreationOptions })
      : await navigator.credentials.get({ publicKey: options as unknown as PublicKeyCredentialRequestOptions });
  return encoded(made as PublicKeyCredential);
}

function decoded(options: Plain): Plain {
  const known = (list: unknown): unknown =>
    Array.isArray(list) ? list.map((one: Plain) => ({ ...one, id: bytes(one["id"] as string) })) : undefined;
  const ready: Plain = { ...options, challenge: bytes(options["challenge"] as string) };
  if (options["user"]) {
    const user = options["user"] as Plain;
    ready["user"] = { ...user, id: bytes(user["id"] as string) };
  }
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    if (options[name]) ready[name] = known(options[name]);
  }
  return ready;
}

function encoded(credential: PublicKeyCredential): Plain {
  const response = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const parts: Plain = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) parts["attestationObject"] = text(response.attestationObject);
  if (response.authenticatorData) parts["authenticatorData"] = text(response.authenticatorData);
  if (response.signature) parts["signature"] = text(response.signature);
  if (response.userHandle) parts["userHandle"] = text(response.userHandle);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function tell(form: HTMLFormElement, error: unknown): void {
  const problem = form.querySelector<HTMLElement>("[data-problem]");
  if (!problem) return;
  const refused = error instanceof DOMException;
  problem.textContent = refused
    ? error.name === "InvalidStateError"
      ? "This device holds a passkey of your account already."
      : "The browser showed no passkey. Try again, or use another way."
    : String((error as Error).message);
  problem.hidden = false;
}
