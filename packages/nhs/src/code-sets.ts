import { readCodeSetFile } from "./code-set-file.js";
import { nationalCodeSetIds } from "./code-set-ids.js";
import { nearest } from "./nearest.js";

/** One code of a national list. */
export interface NationalCode {
  /** As sent, with its leading zeros and its case. */
  readonly code: string;
  /** What it stands for, shortened; "" where the code is known to be in the list but its wording is not. */
  readonly meaning: string;
  /** True when it must not be used for new records; old records may hold it. */
  readonly retired?: true;
  /** YYYY-MM-DD, inclusive; absent where open or not known. */
  readonly validFrom?: string;
  /** YYYY-MM-DD, inclusive; absent where open or not known. */
  readonly validTo?: string;
}

/** A national list of codes. It is what `codeSet:` of a crosswalk takes. */
export interface NationalCodeSet {
  readonly id: string;
  /** The name of the item in the NHS Data Dictionary, or of the list elsewhere. */
  readonly name: string;
  /** Type and length in the notation of the NHS Data Dictionary, such as "an2". */
  readonly format: string;
  /** The edition of the list. */
  readonly version: string;
  /** False when the list is a selection: a code that is not in it may still be national. */
  readonly complete: boolean;
  /** In the order of the national list. */
  readonly codes: readonly NationalCode[];
  /** The code, or undefined when the set does not have it. Codes are compared as written. */
  lookup(code: string): NationalCode | undefined;
  /** What the code means ("" where that is not known), or undefined when the set does not have it. */
  meaning(code: string): string | undefined;
}

const knownIds = new Set(nationalCodeSetIds);
const loaded = new Map<string, NationalCodeSet>();

/**
 * Gives a national code set, the same object each time. Its file is read and validated when it is first asked for.
 *
 * @param id one of {@link nationalCodeSetIds}
 * @throws RangeError when there is no such set; it names the id and the nearest one that there is
 *
 * @example
 * nationalCodeSet("discharge-method").meaning("4"); // "Patient died"
 */
export function nationalCodeSet(id: string): NationalCodeSet {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  if (!knownIds.has(id)) {
    const hint = `The nearest known id is "${nearest(id, nationalCodeSetIds)}".`;
    throw new RangeError(`There is no national code set "${id}". ${hint}`);
  }
  const set = new PackagedCodeSet(id);
  loaded.set(id, set);
  return set;
}

class PackagedCodeSet implements NationalCodeSet {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly version: string;
  readonly complete: boolean;
  readonly codes: readonly NationalCode[];
  readonly #byCode: ReadonlyMap<string, NationalCode>;

  constructor(id: string) {
    const file = readCodeSetFile(id);
    this.id = file.id;
    this.name = file.nationalName;
    this.format = file.format;
    this.version = file.version;
    this.complete = file.complete;
    this.codes = file.codes;
    this.#byCode = new Map(file.codes.map((code) => [code.code, code]));
  }

  lookup(code: string): NationalCode | undefined {
    return this.#byCode.get(code);
  }

  meaning(code: string): string | undefined {
    return this.#byCode.get(code)?.meaning;
  }
}
