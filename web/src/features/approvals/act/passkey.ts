import { base64urlOf, bytesOf } from "../../../platform/passkeys";

/** What the server asks a passkey to sign, in the JSON form of WebAuthn. */
export interface Challenge {
  id: string;
  options: {
    publicKey: {
      challenge: string;
      rpId?: string;
      timeout?: number;
      userVerification?: UserVerificationRequirement;
      allowCredentials?: { id: string; type: string; transports?: string[] }[];
    };
  };
}

/** Nobody touched the key, or it was not the right one. */
export class NotSigned extends Error {}

/** Has the person sign with a passkey, and gives what it answered. Throws NotSigned where nobody did. */
export async function answerOf({ options: { publicKey } }: Challenge): Promise<unknown> {
  let credential: Credential | null;
  try {
    credential = await navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(publicKey.challenge),
        userVerification: publicKey.userVerification ?? "required",
        ...(publicKey.rpId === undefined ? {} : { rpId: publicKey.rpId }),
        ...(publicKey.timeout === undefined ? {} : { timeout: publicKey.timeout }),
        allowCredentials: (publicKey.allowCredentials ?? []).map((c) => ({
          id: bytesOf(c.id),
          type: "public-key" as const,
          ...(c.transports === undefined ? {} : { transports: c.transports as AuthenticatorTransport[] }),
        })),
      },
    });
  } catch (error) {
    throw new NotSigned("no passkey", { cause: error });
  }
  if (credential === null) throw new NotSigned("no passkey");
  return plain(credential as PublicKeyCredential);
}

/** PublicKeyCredential.toJSON, which the oldest browsers lack. */
function plain(credential: PublicKeyCredential): unknown {
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    id: credential.id,
    rawId: base64urlOf(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: {
      authenticatorData: base64urlOf(response.authenticatorData),
      clientDataJSON: base64urlOf(response.clientDataJSON),
      signature: base64urlOf(response.signature),
      ...(response.userHandle === null ? {} : { userHandle: base64urlOf(response.userHandle) }),
    },
  };
}
