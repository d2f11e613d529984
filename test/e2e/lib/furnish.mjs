// Sets the company up with which most files begin, once for all of them: choosing passwords is made to be slow.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, furnished, moveIn, setUp, startServer } from "./server.mjs";

rmSync(furnished, { recursive: true, force: true });
mkdirSync(furnished, { recursive: true });
const server = await startServer();
try {
  const admin = await setUp(server);
  const people = await moveIn(server, admin);
  await server.down();
  cpSync(server.data, join(furnished, "data"), { recursive: true });
  writeFileSync(join(furnished, "people.json"), JSON.stringify({ build: build(), admin, people }));
} finally {
  await server.stop();
}
