#!/usr/bin/env node
// Stands here, and not in dist, so that installing the workspace links the command before anything is built.
import { existsSync } from "node:fs";

if (!existsSync(new URL("../dist/index.js", import.meta.url))) {
  process.stderr.write("pas-migrate is not built yet. Run: npm run build\n");
  process.exit(2);
}
const { main } = await import("../dist/index.js");
process.exitCode = await main(process.argv.slice(2));
