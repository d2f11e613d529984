/** SHA-256 in hexadecimal; null where the page is not served securely, then the server reckons alone. */
export async function sha256(bytes: Blob): Promise<string | null> {
  if (crypto.subtle === undefined) return null;
  const sum = await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer());
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
