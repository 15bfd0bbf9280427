import { codeDefects } from "./defects-codes.js";
import { numberDefects } from "./defects-numbers.js";
import { personDefects } from "./defects-person.js";
import { placeDefects } from "./defects-places.js";
import { recordDefects } from "./defects-records.js";
import type { PmiDefect } from "./planting.js";

/** The faults that patient indexes hold, each with the share of patients that have it. */
export const defects: readonly PmiDefect[] = [
  ...numberDefects,
  ...personDefects,
  ...placeDefects,
  ...codeDefects,
  ...recordDefects,
];
