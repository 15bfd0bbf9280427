import { comparisonErrors } from "./comparison-errors.js";
import { contractErrors } from "./contract-errors.js";
import { crosswalkErrors } from "./crosswalk-errors.js";
import { dataErrors } from "./data-errors.js";
import { pluginErrors } from "./plugin-errors.js";

/** Every error of the package, one function each. Each says what is wrong, where, and how to mend it. */
export const errors = {
  ...comparisonErrors,
  ...contractErrors,
  ...crosswalkErrors,
  ...pluginErrors,
  ...dataErrors,
} as const;
