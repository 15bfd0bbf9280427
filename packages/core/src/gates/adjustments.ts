import { z } from "zod";
import { ruleSeverities } from "./rule.js";
import { parameterSchema } from "./rule-file.js";

/** The file of an overlay that adjusts rules. */
export const ADJUSTMENTS = "gates.yaml";

/** `gates.yaml` of an overlay: by rule, what is different here, and who decided that, why and when. */
export const adjustmentsSchema = z.strictObject({
  rules: z.record(
    z.string(),
    z
      .strictObject({
        severity: z.enum(ruleSeverities).optional(),
        parameters: z.record(z.string(), parameterSchema).optional(),
        off: z.literal(true).optional(),
        reason: z.string().min(1),
        owner: z.string().min(1),
        on: z.iso.date("a date is written YYYY-MM-DD"),
      })
      .refine(
        ({ severity, parameters, off }) => (severity ?? parameters ?? off) !== undefined,
        'say what is different: "severity", "parameters" or "off: true"',
      ),
  ),
});

export type Adjustments = z.output<typeof adjustmentsSchema>;
