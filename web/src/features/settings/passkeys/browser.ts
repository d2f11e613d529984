import { base64urlOf, bytesOf } from "../../../platform/passkeys";

/** What the server wishes for, in the JSON form of WebAuthn: bytes are base64url. */
export interface Wish {
  publicKey: {
    rp: { id: string; name: string };
    user: { id: string; name: string; displayName: string };
    challenge: string;
    pubKeyCredParams: { type: "public-key"; alg: number }[];
    timeout: number;
    /** Left out where there are none. */
    excludeCredentials?: { type: "public-key"; id: string; transports?: string[] }[];
    authenticatorSelection: AuthenticatorSelectionCriteria;
    attestation: AttestationConveyancePreference;
  };
}

/** Why there is no new passkey: nobody touched the device, or it has one already. */
export class NotMade extends Error {
  constructor(
    readonly why: "cancelled" | "known",
    cause?: unknown,
  ) {
    super(why, { cause });
    this.name = "NotMade";
  }
}

/** The wish as navigator.credentials.create takes it. */
export function decoded({ publicKey: p }: Wish): PublicKeyCredentialCreationOptions {
  return {
    ...p,
    challenge: bytesOf(p.challenge),
    user: { ...p.user, id: bytesOf(p.user.id) },
    excludeCredentials: (p.excludeCredentials ?? []).map(({ id, transports, type }) => ({
      type,
      id: bytesOf(id),
      ...(transports === undefined ? {} : { transports: transports as AuthenticatorTransport[] }),
    })),
  };
}

/** Has the device make a passkey, and gives what it answered. Throws NotMade where it did not. */
export async function makePasskey(wish: Wish): Promise<unknown> {
  let made: Credential | null;
  try {
    made = await navigator.credentials.create({ publicKey: decoded(wish) });
  } catch (error) {
    throw new NotMade(
      error instanceof DOMException && error.name === "InvalidStateError" ? "known" : "cancelled",
      error,
    );
  }
  if (made === null) throw new NotMade("cancelled");
  return plain(made as PublicKeyCredential);
}

/** PublicKeyCredential.toJSON, which the oldest browsers lack. */
function plain(credential: PublicKeyCredential): unknown {
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: credential.id,
    rawId: base64urlOf(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: {
      attestationObject: base64urlOf(response.attestationObject),
      clientDataJSON: base64urlOf(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  };
}
