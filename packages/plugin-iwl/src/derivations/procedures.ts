import { combineText, type Derivation, mapText, textStrings } from "@pas-migrate/core";

/** OPCS-4 as the target writes it: a letter, two digits and, but for a heading, one more. */
const PROCEDURE = /^[A-Z][0-9]{2}[0-9]?$/;

/**
 * `iwl.procedureCode`: an OPCS-4 code without its point; anything else is rejected, never mended. Sources: the code.
 */
export const procedureCode: Derivation = ([codes], { reject }) => {
  textStrings(codes).forEach((code, row) => {
    if (code !== null && code.trim() !== "" && !PROCEDURE.test(bare(code)))
      reject(row, "PROCEDURE_CODE_INVALID", code.trim());
  });
  return mapText(codes, (code) => (PROCEDURE.test(bare(code)) ? bare(code) : null));
};

/**
 * `iwl.codeInWords`: a code without its point and what it means, for people; the code alone where its meaning is not known
 * or the two do not fit into the target. `with: { width }`. Sources: the code, its meaning.
 */
export const codeInWords: Derivation = (columns, { args }) => {
  const width = Number(args.width);
  return combineText(columns, ([code, words]) => {
    const short = bare(code ?? "");
    if (short === "") return null;
    const both = `${short} ${words?.trim() ?? ""}`.trim();
    return both.length <= width ? both : short;
  });
};

function bare(code: string): string {
  return code.trim().toUpperCase().replace(".", "");
}
