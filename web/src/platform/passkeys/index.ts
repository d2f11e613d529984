/** Whether this browser, at this address, has passkeys at all. */
export const hasPasskeys = (): boolean => "PublicKeyCredential" in window && window.isSecureContext;

/** WebAuthn's JSON forms hold bytes as base64url without padding (RFC 4648, section 5). */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

export function base64urlOf(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (b) => String.fromCharCode(b)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
