import { type Derivation, mapText } from "@pas-migrate/core";

/**
 * `pmi.caseNoteVolume`: 1 for a case note, nothing for other numbers. V83 holds no volumes, and the loader takes no case
 * note without one; its maker advises 1. Sources: the kind of number.
 */
export const caseNoteVolume: Derivation = ([kind]) => mapText(kind, (value) => (value === "CASENOTE" ? "1" : null));
