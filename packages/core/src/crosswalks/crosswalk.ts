/** Whether a pair may be used: drafts are used and counted, retired pairs are not. */
export type PairStatus = "draft" | "approved" | "retired";

/** One code and what it becomes, with what both mean. Empty dates leave that side open. */
export interface CrosswalkPair {
  readonly sourceCode: string;
  readonly sourceDescription: string;
  readonly targetCode: string;
  readonly targetDescription: string;
  /** YYYY-MM-DD, inclusive, or empty. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly status: PairStatus;
  readonly owner: string;
  readonly approvedOn: string;
}

/** A list of codes with meanings, against which target codes are checked (a national code set). */
export interface CodeSet {
  readonly id: string;
  readonly version: string;
  /** What a code means, or undefined when the set does not have it. */
  meaning(code: string): string | undefined;
}

/** Code sets by the name that `codeSet:` uses. */
export type CodeSets = Readonly<Record<string, CodeSet>>;

/** Makes a crosswalk from a master file of the extract, or from a plugin's view over several. */
export interface MasterSource {
  readonly table?: string;
  /** `plugin.view`, instead of a table. */
  readonly view?: string;
  readonly code: string;
  readonly description: string;
  /** The column with the target code; without it every code becomes itself (a trust's own codes). */
  readonly target?: string;
  readonly targetDescription?: string;
}

/** A crosswalk as declared: pairs written down, a master file to add, or both. Written pairs win. */
export interface CrosswalkDefinition {
  readonly name: string;
  readonly pairs: readonly CrosswalkPair[];
  readonly master?: MasterSource;
  readonly codeSet?: string;
}

/** Source codes to target codes. Codes are compared as written, but for outer blanks. */
export class Crosswalk {
  readonly name: string;
  readonly pairs: readonly CrosswalkPair[];
  readonly #targets = new Map<string, string>();

  /** @param pairs usable pairs, one per source code */
  constructor(name: string, pairs: readonly CrosswalkPair[]) {
    this.name = name;
    this.pairs = pairs;
    for (const pair of pairs) {
      if (pair.status !== "retired") this.#targets.set(pair.sourceCode, pair.targetCode);
    }
  }

  /** The target code, or undefined when no usable pair has this source code. */
  target(sourceCode: string): string | undefined {
    return this.#targets.get(sourceCode);
  }
}

/**
 * The pairs of several layers in one list: a later layer adds to and overrides the earlier ones, code by code. Within a
 * layer a retired pair gives way to a usable one of the same code, whichever stands first.
 */
export function layerPairs(...layers: readonly (readonly CrosswalkPair[])[]): readonly CrosswalkPair[] {
  const pairs = new Map<string, CrosswalkPair>();
  for (const layer of layers) {
    for (const pair of layer) if (pair.status === "retired") pairs.set(pair.sourceCode, pair);
    for (const pair of layer) if (pair.status !== "retired") pairs.set(pair.sourceCode, pair);
  }
  return [...pairs.values()].sort((a, b) => (a.sourceCode < b.sourceCode ? -1 : a.sourceCode > b.sourceCode ? 1 : 0));
}
