import { type Derivation, mapText } from "@pas-migrate/core";

/** `iwl.clockAction`: what the entry did to its clock, as the row source proved it. Sources: the action. */
export const clockAction: Derivation = ([action]) => mapText(action, (proved) => proved);
