import { type Connection, identifier } from "../engine/database.js";
import {
  type CodeSets,
  Crosswalk,
  type CrosswalkDefinition,
  type CrosswalkPair,
  layerPairs,
  type MasterSource,
} from "./crosswalk.js";

/** A crosswalk as this run uses it, and what was wrong with its master file. */
export interface BuiltCrosswalk {
  readonly crosswalk: Crosswalk;
  readonly fromMaster: number;
  /** Codes that the master file gives more than one target: none of them is used. */
  readonly conflicting: readonly string[];
  /** Codes whose target is not in the national code set: they are not used. */
  readonly notInCodeSet: readonly string[];
  /** Codes for which the master file has no target: they are not used. */
  readonly withoutTarget: readonly string[];
  /** Codes that the master file does not describe: they are used, and somebody should say what they mean. */
  readonly undescribed: readonly string[];
}

/** Builds every crosswalk of the contract, with what the extract's own master files add. Written pairs win. */
export async function buildCrosswalks(
  connection: Connection,
  definitions: readonly CrosswalkDefinition[],
  codeSets: CodeSets,
): Promise<ReadonlyMap<string, BuiltCrosswalk>> {
  const built = new Map<string, BuiltCrosswalk>();
  for (const definition of definitions) built.set(definition.name, await build(connection, definition, codeSets));
  return built;
}

async function build(
  connection: Connection,
  definition: CrosswalkDefinition,
  codeSets: CodeSets,
): Promise<BuiltCrosswalk> {
  const { name, pairs, master, codeSet } = definition;
  if (master === undefined) {
    return {
      crosswalk: new Crosswalk(name, pairs),
      fromMaster: 0,
      conflicting: [],
      notInCodeSet: [],
      withoutTarget: [],
      undescribed: [],
    };
  }
  const column = (field: string | undefined, other: string) =>
    field === undefined ? other : `trim(coalesce(${identifier(field)}, ''), ' ')`;
  const code = column(master.code, "");
  const rows = await connection.rows(
    `select distinct ${code} as code, ${column(master.description, "''")}, ${column(master.target, code)}, ${column(master.targetDescription, "''")}` +
      ` from ${masterPlace(master)} where ${code} <> '' order by all`,
  );
  const national = codeSet === undefined ? undefined : codeSets[codeSet];
  const found = new Map<string, CrosswalkPair>();
  const conflicting = new Set<string>();
  const notInCodeSet = new Set<string>();
  const withoutTarget = new Set<string>();
  for (const [sourceCode, sourceDescription, targetCode, given] of rows.map((row) => row.map(String))) {
    if (targetCode === "") {
      withoutTarget.add(sourceCode);
      continue;
    }
    const meaning = national?.meaning(targetCode);
    if (national !== undefined && meaning === undefined) {
      notInCodeSet.add(sourceCode);
      continue;
    }
    const before = found.get(sourceCode);
    if (before !== undefined && before.targetCode !== targetCode) conflicting.add(sourceCode);
    const own = master.target === undefined ? sourceDescription : "";
    const targetDescription = meaning ?? (given || own);
    found.set(
      sourceCode,
      draft(sourceCode, before?.sourceDescription || sourceDescription, targetCode, targetDescription),
    );
  }
  for (const code of conflicting) found.delete(code);
  const fromMaster = [...found.values()];
  return {
    crosswalk: new Crosswalk(name, layerPairs(fromMaster, pairs)),
    fromMaster: fromMaster.length,
    conflicting: [...conflicting].sort(),
    notInCodeSet: [...notInCodeSet].filter((code) => !found.has(code)).sort(),
    withoutTarget: [...withoutTarget].filter((code) => !found.has(code)).sort(),
    undescribed: fromMaster.filter((pair) => pair.sourceDescription === "").map((pair) => pair.sourceCode),
  };
}

function masterPlace({ table, view }: MasterSource): string {
  if (table !== undefined) return `source.${identifier(table)}`;
  return view!.split(".").map(identifier).join(".");
}

function draft(
  sourceCode: string,
  sourceDescription: string,
  targetCode: string,
  targetDescription: string,
): CrosswalkPair {
  return {
    sourceCode,
    sourceDescription,
    targetCode,
    targetDescription,
    validFrom: "",
    validTo: "",
    status: "draft",
    owner: "",
    approvedOn: "",
  };
}
