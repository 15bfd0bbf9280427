import { z } from "zod";
import { sha256 } from "./run-evidence.js";

/** The file of a pack that lists all others. */
export const INDEX = "index.json";

/** Names the form of a pack and of its root hash, so that either can change without old packs being misread. */
export const PACK_FORMAT = "pas-migrate-evidence-1";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const indexSchema = z.strictObject({
  format: z.literal(PACK_FORMAT),
  /** The hash of the contract that the run was made by. */
  contract: digest,
  members: z.array(z.strictObject({ file: z.string(), bytes: z.int().nonnegative(), sha256: digest, chain: digest })),
  /** The last link of the chain: the one value that stands for the whole pack. */
  root: digest,
});

/** `index.json` of a pack. */
export type EvidenceIndex = z.output<typeof indexSchema>;

/** A member as it is found: its path in the pack, with forward slashes. */
export interface FoundMember {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Draws up the index. Each member's `chain` is the SHA-256 of the link before it (of the format's name, at the start),
 * its path and its own hash, parted by line feeds; the last link is the root.
 *
 * @param members in any order; they are listed by path
 */
export function drawIndex(contract: string, members: readonly FoundMember[]): EvidenceIndex {
  let root = sha256(`${PACK_FORMAT}\n${contract}`);
  const linked = [...members]
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, bytes, sha256: hash }) => {
      root = sha256(`${root}\n${file}\n${hash}`);
      return { file, bytes, sha256: hash, chain: root };
    });
  return { format: PACK_FORMAT, contract, members: linked, root };
}

/** The one way in which an index is written. */
export function indexText(index: EvidenceIndex): string {
  return `${JSON.stringify(index, null, 2)}\n`;
}

/** Reads an index, or gives undefined when the text is none, is not written as one is, or its chain does not hold. */
export function readIndex(text: string): EvidenceIndex | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = indexSchema.safeParse(json);
  return data !== undefined && indexText(drawIndex(data.contract, data.members)) === text ? data : undefined;
}
