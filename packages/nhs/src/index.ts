export { nationalCodeSetIds } from "./code-set-ids.js";
export { type NationalCode, type NationalCodeSet, nationalCodeSet } from "./code-sets.js";
export { type NhsNumberCheck, type NhsNumberFault, NhsNumbers, withCheckDigit } from "./nhs-number.js";
export {
  defaultCode,
  isConsultantCode,
  isGeneralPractitionerCode,
  isGmcNumber,
  isOrganisationCode,
  isPracticeCode,
} from "./organisation-codes.js";
export { formatPostcode, type PostcodeCheck } from "./postcode.js";
