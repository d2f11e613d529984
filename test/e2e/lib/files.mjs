// Sends files without a page: tus in one piece.
const base64 = (text) => Buffer.from(text).toString("base64");

/** Uploads bytes and returns the file as the API shows it; a refusal throws its code. */
export async function upload(server, person, name, type, bytes, purpose = "message") {
  const headers = { authorization: `Bearer ${person.token}`, "tus-resumable": "1.0.0" };
  const answer = async (r) => {
    if (r.ok) return r;
    throw new Error(`${r.status} ${await r.text()}`);
  };
  const made = await answer(await fetch(`${server.url}/api/v1/uploads`, { method: "POST", headers: { ...headers,
    "upload-length": String(bytes.length), "upload-metadata": `filename ${base64(name)},filetype ${base64(type)},purpose ${base64(purpose)}` } }));
  const place = new URL(made.headers.get("location"), server.url);
  await answer(await fetch(place, { method: "PATCH", headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" }, body: bytes }));
  return (await answer(await fetch(`${place}/file`, { headers }))).json();
}
