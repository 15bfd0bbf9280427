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
 * `iwl.codeInWords`: a code and what it means, for people; the code alone where its meaning is not known or the two do not
 * fit into the target. `with: { width }`. Sources: the code, its meaning.
 */
export const codeInWords: Derivation = (columns, { args }) => {
  const width = Number(args.width);
  return combineText(columns, ([code, words]) => {
    const whole = [code, words].map((text) => text?.trim() ?? "");
    if (whole[0] === "") return null;
    const both = whole.filter((text) => text !== "").join(" ");
    return both.length <= width ? both : whole[0];
  });
};

function bare(code: string): string {
  return code.trim().toUpperCase().replace(".", "");
}
