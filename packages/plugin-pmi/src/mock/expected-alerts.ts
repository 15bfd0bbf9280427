import { type MockRows, onDay, pas, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { patientKey, rowKey } from "./answer.js";
import { LOAD_PMIALLERGIES, LOAD_PMISTAFFWARNINGS } from "./load-tables.js";
import { recordsOf } from "./records.js";

/** Codes of allergies that are written out exactly. */
const ALLERGIES: Readonly<Record<string, string>> = {
  PENICILLIN: "Penicillin",
  LATEX: "Latex",
  NUTS: "Nuts",
  PEANUTS: "Peanuts",
  ASPIRIN: "Aspirin",
  IBUPROFEN: "Ibuprofen",
  CODEINE: "Codeine",
  MORPHINE: "Morphine",
  ERYTHROMYCIN: "Erythromycin",
  TRIMETHOPRIM: "Trimethoprim",
  TETRACYCLINE: "Tetracycline",
  SULPHONAMIDES: "Sulphonamides",
  IODINE: "Iodine",
  ELASTOPLAST: "Adhesive plaster",
  EGGS: "Eggs",
  SHELLFISH: "Shellfish",
  STRAWBERRIES: "Strawberries",
  "BEE STINGS": "Bee stings",
  "WASP STINGS": "Wasp stings",
};

/** What may kill the patient, and what staff have to know before they meet the patient. */
export function expectAlerts(life: Life, { codes }: Hospital, rows: MockRows): void {
  const { person, numbers } = life;
  const { internal } = numbers[0];
  const patient = patientKey(life);
  const warn = (
    parts: readonly string[],
    warning: { readonly warning_code?: string; readonly warning_comment: string; readonly applies_start?: string },
  ): void =>
    rows.expect(LOAD_PMISTAFFWARNINGS, { ...rowKey("LOAD_PMISTAFFWARNINGS", ...parts), ...patient, ...warning });
  for (const { number, allergies, hasMrsa } of recordsOf(life)) {
    allergies.forEach((allergy, i) => {
      if (allergy === "") return;
      rows.expect(LOAD_PMIALLERGIES, {
        ...rowKey("LOAD_PMIALLERGIES", number.internal, String(i + 1)),
        ...patient,
        allergy_code: ALLERGIES[allergy],
        allergy_comment: allergy,
      });
    });
    if (hasMrsa)
      warn([number.internal, "MRSA"], {
        warning_code: "MRSA",
        warning_comment: "YES",
        applies_start: pas.date(person.mrsaSince),
      });
  }
  for (const { register, at } of person.specialRegisters)
    warn([internal, "REG", register.code, v83.dateTimeInt(at)], {
      warning_code: register.code,
      warning_comment: register.description,
      applies_start: pas.date(onDay(at)),
    });
  // No master file of V83 says what a risk factor means; the trust's own pairs do.
  person.riskFactors.forEach(({ code }, i) => {
    warn([internal, "RISK", String(i + 1)], { warning_code: code, warning_comment: code });
  });
  if (person.childProtectionInformation) warn([internal, "CPIS"], { warning_code: "CPIS", warning_comment: "YES" });
  person.needs.forEach(({ need, comment }, i) => {
    warn([internal, "NEED", String(i + 1)], {
      // The new system has one list of warnings: a need that a register is also called keeps its kind.
      warning_code: codes.specialRegisters.some(({ code }) => code === need.code) ? `NEED:${need.code}` : need.code,
      warning_comment: comment === undefined ? need.description : `${need.description}; ${comment}`,
    });
  });
}
