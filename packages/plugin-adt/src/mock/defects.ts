import type { Defect } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { defectsOfCodes } from "./defects-of-codes.js";
import { defectsOfIdentity } from "./defects-of-identity.js";
import { defectsOfOrder } from "./defects-of-order.js";

/** What is wrong with spells in old systems. */
export const defects: readonly Defect<Hospital, Life>[] = [...defectsOfCodes, ...defectsOfOrder, ...defectsOfIdentity];
