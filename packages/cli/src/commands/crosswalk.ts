import { createMigration } from "@pas-migrate/core";
import { required } from "../arguments.js";
import { print } from "../output.js";
import { gatherOptions, type RunSettings } from "../settings.js";
import { crosswalkSummary } from "../summary.js";

/** Builds crosswalks from the extract's own master files, as drafts for an overlay's `crosswalks/`. @returns 0 */
export async function crosswalkCommand(given: RunSettings): Promise<number> {
  const folder = required(given.out, "--out");
  const { options } = await gatherOptions({ ...given, out: undefined });
  const drafts = await createMigration(options).draftCrosswalks(folder);
  print(given.json ? JSON.stringify(drafts) : crosswalkSummary(folder, drafts));
  return 0;
}
