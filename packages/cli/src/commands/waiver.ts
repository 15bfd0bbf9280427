import { draftWaiver } from "@pas-migrate/core";
import { print } from "../output.js";

/** Prints a waiver for the rows that break a rule now, to be filled in and put into an overlay. @returns 0 */
export function waiverDraftCommand({ out, rule }: { readonly out: string; readonly rule: string }): number {
  print(draftWaiver(out, rule).trimEnd());
  return 0;
}
