// Loaded before a command: leaves its peak memory in the file that PEAK_FILE names.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env.PEAK_FILE !== undefined)
  process.on("exit", () => {
    writeFileSync(process.env.PEAK_FILE, String(Math.round(process.resourceUsage().maxRSS / 1024)));
  });
