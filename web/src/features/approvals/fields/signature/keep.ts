import { Problem } from "../../../../platform/api";
import { uploads } from "../../../../platform/uploads";
import type { Stroke } from "../../definition";

/** Puts the picture of a signature where the server can bind it to what was signed. Throws as `call` does. */
export async function keep(picture: Blob): Promise<Stroke> {
  const engine = await uploads();
  const file = new File([picture], "signature.png", { type: "image/png" });
  const key = engine.add(file, { name: file.name, purpose: "library" });
  try {
    const { id, sha256 } = await engine.ready(key);
    return { file_id: id, png_sha256: sha256 };
  } catch (error) {
    const problem = engine.state(key)?.problem;
    throw problem ? new Problem(problem) : error;
  }
}
