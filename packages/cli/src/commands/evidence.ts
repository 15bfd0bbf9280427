import { judgeEvidence, sealEvidence, verifyEvidence } from "@pas-migrate/core";
import { print } from "../output.js";
import { releaseSummary } from "../summary.js";
import { chooseProfile, type VerdictSettings } from "./release.js";

interface PackOptions {
  readonly pack: string;
  /** The root hash that was signed. */
  readonly root?: string;
  readonly json?: boolean;
}

/** Seals the evidence of a checked run into a folder. @returns 0 */
export function sealCommand({ out, pack, json }: PackOptions & { readonly out: string }): number {
  const { root, contract, members } = sealEvidence(out, pack);
  print(
    json
      ? JSON.stringify({ pack, root, contract, members: members.length })
      : `Sealed ${members.length} files into ${pack}.\nRoot ${root}`,
  );
  return 0;
}

/** Verifies a pack by itself. @returns 0, or 1 when anything in it is not as it was sealed */
export function verifyCommand({ pack, root: signed, json }: PackOptions): number {
  const result = verifyEvidence(pack, signed);
  const { verified, root, members, problems } = result;
  const lines = [
    ...problems.map(({ file, problem, message }) => `${problem.toUpperCase()} ${file}: ${message}`),
    verified ? `${members} files are as they were sealed.` : "The pack is NOT as it was sealed.",
    ...(root === null ? [] : [`Root ${root}`]),
  ];
  print(json ? JSON.stringify(result) : lines.join("\n"));
  return verified ? 0 : 1;
}

/** Judges a sealed run again by its pack alone. @returns 0, or 1 when the verdict is fail */
export function judgeCommand({ pack, root, json, ...given }: PackOptions & VerdictSettings): number {
  const result = judgeEvidence(pack, chooseProfile(given), { asOf: given.asOf, root });
  print(json ? JSON.stringify(result) : releaseSummary(result));
  return result.verdict === "pass" ? 0 : 1;
}
