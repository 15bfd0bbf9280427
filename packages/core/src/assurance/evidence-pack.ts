import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { MANIFEST } from "../engine/output-folder.js";
import { errors } from "../errors/catalogue.js";
import { readReport } from "./check.js";
import { drawIndex, type EvidenceIndex, type FoundMember, INDEX, indexText, readIndex } from "./evidence-index.js";
import { boundFiles, judgeRelease, type ReleaseResult } from "./release.js";
import type { ReleaseProfile } from "./release-profile.js";
import { readRunEvidence, sha256 } from "./run-evidence.js";

/**
 * Reports that name single patients and stay with the run: the compared samples, and the day-one lists, whose hashes
 * `reconciliation.json` has.
 */
const LEFT_BEHIND = ["reports/restricted/", "reports/lists/"];

/** What is wrong with a pack, file by file. */
export interface EvidenceProblem {
  readonly file: string;
  /** `unbound`: the verdict in the pack was given on another state of this file. */
  readonly problem: "changed" | "missing" | "added" | "unbound";
  readonly message: string;
}

export interface EvidenceVerification {
  readonly verified: boolean;
  /** The root hash of the pack, to be compared with the one that was signed; null when the index cannot be read. */
  readonly root: string | null;
  readonly members: number;
  readonly problems: readonly EvidenceProblem[];
}

/**
 * Seals the evidence of a checked run into a folder: its manifest and its reports, which hold the contract, the
 * crosswalks, the decisions, the waivers and the verdict. Load files, rejects and quarantine stay behind, the manifest
 * has hashes of the first two; so do day-one lists and samples. Sealing a run twice gives equal bytes.
 *
 * @param out the folder of the run
 * @param pack a folder that is not there yet, or empty
 * @returns the index; its `root` is what people sign
 * @throws MigrationError `EVIDENCE_PACK_EXISTS`, `EVIDENCE_STALE`, `RUN_INCOMPLETE`, `RELEASE_NOT_CHECKED`, `RUN_UNREADABLE`
 */
export function sealEvidence(out: string, pack: string): EvidenceIndex {
  const { manifest } = readRunEvidence(out);
  if (readReport<{ hash?: unknown }>(out, "contract.json").hash !== manifest.contract)
    throw errors.runUnreadable("reports/contract.json", "it is not the contract that the manifest names");
  const unbound = unboundFiles(out);
  if (unbound.length > 0) throw errors.evidenceStale(unbound[0]);
  if (existsSync(pack) && readdirSync(pack).length > 0) throw errors.evidencePackExists(pack);
  const files = [MANIFEST, ...filesUnder(out, "reports")].filter(
    (file) => !file.endsWith(".part") && !LEFT_BEHIND.some((folder) => file.startsWith(folder)),
  );
  mkdirSync(pack, { recursive: true, mode: 0o700 });
  for (const file of files) {
    mkdirSync(join(pack, dirname(file)), { recursive: true, mode: 0o700 });
    copyFileSync(join(out, file), join(pack, file));
  }
  const index = drawIndex(
    manifest.contract,
    files.map((file) => memberOf(pack, file)),
  );
  writeFileSync(join(pack, INDEX), indexText(index), { mode: 0o600 });
  return index;
}

/**
 * Verifies a pack by itself, without the run or a network: every member is there, byte for byte, and nothing besides.
 *
 * @param root the root hash that was signed, when it is at hand: without it, a pack that somebody sealed anew after a
 * change cannot be told from the one that was signed
 * @throws MigrationError `EVIDENCE_NO_PACK`
 */
export function verifyEvidence(pack: string, root?: string): EvidenceVerification {
  if (!existsSync(join(pack, INDEX))) throw errors.noEvidencePack(pack);
  const index = readIndex(readFileSync(join(pack, INDEX), "utf8"));
  if (index === undefined) {
    const message = "The index is not as it was written: its form or its chain of hashes is broken.";
    return { verified: false, root: null, members: 0, problems: [{ file: INDEX, problem: "changed", message }] };
  }
  const problems = [...memberProblems(pack, index)];
  if (root !== undefined && root !== index.root)
    problems.push({ file: INDEX, problem: "changed", message: "The root hash is not the one that was signed." });
  if (problems.length === 0)
    for (const file of unboundFiles(pack))
      problems.push({ file, problem: "unbound", message: "The verdict in the pack was given on another state of it." });
  return { verified: problems.length === 0, root: index.root, members: index.members.length, problems };
}

/**
 * Judges a sealed run again, under any profile and as of any day, by the members of its pack alone. Nothing is written.
 *
 * @throws MigrationError `EVIDENCE_ALTERED` when the pack does not verify, `EVIDENCE_NO_PACK`, `RELEASE_AS_OF_MISSING`
 */
export function judgeEvidence(
  pack: string,
  profile: ReleaseProfile,
  { asOf, root }: { readonly asOf?: string; readonly root?: string } = {},
): ReleaseResult {
  const { problems } = verifyEvidence(pack, root);
  if (problems.length > 0) throw errors.evidenceAltered(problems.map(({ file }) => file));
  const evidence = readRunEvidence(pack);
  const verdict = judgeRelease(evidence, profile, { asOf, waivers: evidence.waivers });
  return { ...verdict, evidence: boundFiles(pack) };
}

function* memberProblems(pack: string, { members }: EvidenceIndex): Iterable<EvidenceProblem> {
  const found = new Set(filesUnder(pack, "."));
  for (const { file, sha256: expected } of members) {
    if (!found.has(file)) yield { file, problem: "missing", message: "The member is gone." };
    else if (memberOf(pack, file).sha256 !== expected)
      yield { file, problem: "changed", message: "The member is not, byte for byte, the one that was sealed." };
  }
  const sealed = new Set(members.map(({ file }) => file));
  for (const file of found)
    if (!sealed.has(file) && file !== INDEX)
      yield { file, problem: "added", message: "The file was not in the pack when it was sealed." };
}

/** Files that the verdict in a folder was given on and that are not, or no longer, as they were. */
function unboundFiles(folder: string): readonly string[] {
  if (!existsSync(join(folder, "reports", "release.json"))) return [];
  const { evidence = {} } = readReport<Partial<ReleaseResult>>(folder, "release.json");
  const now = boundFiles(folder);
  const files = new Set([...Object.keys(evidence), ...Object.keys(now)]);
  return [...files].filter((file) => evidence[file] !== now[file]).sort();
}

function memberOf(pack: string, file: string): FoundMember {
  const bytes = readFileSync(join(pack, file));
  return { file, bytes: bytes.length, sha256: sha256(bytes) };
}

/** Paths of everything but folders under a folder of `root`, with forward slashes, sorted. */
function filesUnder(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).split(sep).join("/"))
    .sort();
}
