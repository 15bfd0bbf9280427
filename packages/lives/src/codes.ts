import type { Code } from "./hospital.js";

type Line = readonly [code: string, description: string, national?: string];

function codes(lines: readonly Line[]): readonly Code[] {
  return lines.map(([code, description, national]) => ({ code, description, national: national ?? code }));
}

/** A code of a list. @throws Error when the list lacks it: a fault of the program */
export function code(list: readonly Code[], wanted: string): Code {
  const found = list.find((entry) => entry.code === wanted);
  if (found === undefined) throw new Error(`no code ${wanted}`);
  return found;
}

/**
 * The trust's own codes, with the national values that its master files hold. The codes are the trust's; only the national
 * values are given.
 */
export const codeLists = {
  titles: codes([
    ["MR", "Mister"],
    ["MRS", "Mistress"],
    ["MISS", "Miss"],
    ["MS", "Ms"],
    ["MSTR", "Master"],
    ["DR", "Doctor"],
    ["REV", "Reverend"],
  ]),
  maritalStatuses: codes([
    ["S", "SINGLE"],
    ["M", "MARRIED"],
    ["D", "DIVORCED"],
    ["W", "WIDOWED"],
    ["P", "CIVIL PARTNERSHIP"],
    ["X", "SEPARATED"],
  ]),
  religions: codes([
    ["COFE", "Church of England"],
    ["CATH", "Roman Catholic"],
    ["METH", "Methodist"],
    ["HIND", "Hindu"],
    ["MUSL", "Muslim"],
    ["SIKH", "Sikh"],
    ["JEWI", "Jewish"],
    ["NONE", "None"],
  ]),
  ethnicities: codes([
    ["WBRI", "British", "A"],
    ["WIRI", "Irish", "B"],
    ["WOTH", "Other white", "C"],
    ["MWBC", "White and Black Caribbean", "D"],
    ["MWBA", "White and Black African", "E"],
    ["MWAS", "White and Asian", "F"],
    ["MOTH", "Other mixed", "G"],
    ["AIND", "Indian", "H"],
    ["APAK", "Pakistani", "J"],
    ["ABAN", "Bangladeshi", "K"],
    ["AOTH", "Other Asian", "L"],
    ["BCAR", "Caribbean", "M"],
    ["BAFR", "African", "N"],
    ["BOTH", "Other black", "P"],
    ["CHIN", "Chinese", "R"],
    ["OTHE", "Any other", "S"],
    ["NSTA", "Not stated", "Z"],
  ]),
  countries: codes([
    ["ENG", "England", "921"],
    ["NI", "Northern Ireland", "922"],
    ["SCO", "Scotland", "923"],
    ["WAL", "Wales", "924"],
    ["IRL", "Ireland", "372"],
    ["IND", "India", "356"],
    ["PAK", "Pakistan", "586"],
    ["POL", "Poland", "616"],
    ["NGA", "Nigeria", "566"],
    ["JAM", "Jamaica", "388"],
  ]),
  riskFactors: codes([
    ["FALL", "Risk of falls"],
    ["PRES", "Pressure sores"],
  ]),
  specialRegisters: codes([
    ["VIOL", "Risk of violence to staff"],
    ["INFC", "Infection control alert"],
    ["RSCH", "Research register"],
    ["LEAR", "Learning disability"],
  ]),
  needs: codes([
    ["INTERP", "Interpreter required"],
    ["VISIMP", "Visual impairment"],
    ["HOIST", "Hoist needed"],
    ["HEARL", "Hearing loop"],
    ["LEAR", "Learning disability passport"],
  ]),
  categories: codes([
    ["NHS", "NHS patient", "01"],
    ["PRI", "Private patient", "02"],
    ["AME", "Amenity patient", "03"],
  ]),
  referralSources: codes([
    ["GP", "General practitioner", "03"],
    ["ED", "Emergency department", "04"],
    ["CON", "Other consultant", "05"],
    ["SEL", "Self", "06"],
    ["OPT", "Optometrist", "15"],
    ["DEN", "General dentist", "92"],
  ]),
  suspectedCancers: codes([
    ["SKIN", "Suspected skin cancer"],
    ["LUNG", "Suspected lung cancer"],
    ["BRST", "Suspected breast cancer"],
    ["LGI", "Suspected lower bowel cancer"],
    ["URO", "Suspected urological cancer"],
  ]),
  referralOutcomes: codes([
    ["DONE", "Treatment complete"],
    ["DNAD", "Did not attend"],
    ["DIED", "Patient died"],
    ["NOTR", "No treatment needed"],
    ["DECL", "Patient declined"],
  ]),
  rttStatuses: codes([
    ["F10", "First activity", "10"],
    ["F11", "First, after active monitoring", "11"],
    ["F12", "First, consultant referral", "12"],
    ["C20", "Subsequent, more to come", "20"],
    ["X21", "To another provider", "21"],
    ["T30", "First treatment", "30"],
    ["M31", "Monitoring, by patient", "31"],
    ["M32", "Monitoring, by clinician", "32"],
    ["N33", "First not attended", "33"],
    ["N34", "Decision not to treat", "34"],
    ["N35", "Treatment declined", "35"],
    ["D36", "Died before treatment", "36"],
    ["P90", "After treatment", "90"],
    ["A91", "During active monitoring", "91"],
    ["B92", "Before referral", "92"],
    ["N98", "Not applicable", "98"],
  ]),
  breachReasons: codes([
    ["CAPA", "Not enough capacity"],
    ["PTCH", "Patient chose to wait"],
    ["COMP", "Complex pathway"],
  ]),
  bookingTypes: codes([
    ["FULL", "Full booking"],
    ["PART", "Partial booking"],
  ]),
  bookingServices: codes([["EBS01", "National booking service"]]),
  transports: codes([
    ["AM", "Ambulance"],
    ["CA", "Hospital car"],
  ]),
  cancellations: codes([
    ["PTHL", "Patient on holiday"],
    ["PTIL", "Patient unwell"],
    ["CLRE", "Clinic reduced"],
    ["DRLV", "Doctor on leave"],
  ]),
  listRemovals: codes([
    ["BOOK", "Appointment booked"],
    ["PTRQ", "Patient asked to be removed"],
    ["NLRQ", "No longer required"],
  ]),
  /** Used until some years ago, and no longer in any master file. */
  formerListRemovals: codes([
    ["OLDR", "Not required, old code"],
    ["OLDB", "Booked, old code"],
  ]),
  disposals: codes([
    ["DSCH", "Discharged"],
    ["FUP", "Another appointment given"],
    ["LATR", "Appointment later, on a list"],
    ["LIST", "Put on the waiting list"],
  ]),
  trackingSteps: codes([
    ["ARRV", "Arrived in clinic"],
    ["SEEN", "Seen by clinician"],
    ["LEFT", "Left clinic"],
    ["KIOS", "Checked in at the desk"],
    ["CONS", "In consultation"],
    ["DEPT", "Departed"],
    ["XRAY", "Sent to imaging"],
  ]),
  urgencies: codes([
    ["R", "Routine"],
    ["U", "Urgent"],
    ["S", "Soon"],
  ]),
  admissionMethods: codes([
    ["WL", "Waiting list", "11"],
    ["BK", "Booked", "12"],
    ["PL", "Planned", "13"],
    ["ED", "Emergency dept", "21"],
    ["EG", "Emergency GP", "22"],
    ["BB", "Bed bureau", "23"],
    ["CC", "Consultant clinic", "24"],
    ["OE", "Other emergency dept", "2A"],
    ["MA", "Maternity, before", "31"],
    ["NB", "Birth here", "82"],
  ]),
  intendedManagements: codes([
    ["I", "Inpatient", "1"],
    ["D", "Day case", "2"],
  ]),
  dischargeMethods: codes([
    ["CA", "Clinical advice", "1"],
    ["SD", "Self discharge", "2"],
    ["DD", "Died", "4"],
  ]),
  admissionSources: codes([
    ["HO", "Own home", "19"],
    ["TM", "Temporary place", "29"],
    ["HP", "Other hospital", "51"],
    ["NB", "Born here", "79"],
  ]),
  dischargeDestinations: codes([
    ["HO", "Own home", "19"],
    ["TM", "Temporary place", "29"],
    ["HP", "Other hospital", "51"],
    ["NA", "Died", "79"],
  ]),
  suspensionReasons: codes([
    ["HOLS", "Patient holiday"],
    ["UNFT", "Medically unfit"],
    ["SOCL", "Social reasons"],
  ]),
  inpatientRemovals: codes([
    ["ADM", "Admitted"],
    ["PTRQ", "Patient asked to be removed"],
    ["MEDU", "Not fit for treatment"],
    ["DIED", "Patient died"],
    ["CAOP", "Operation called off"],
  ]),
  offerCancellations: codes([
    ["NOBD", "No bed"],
    ["NOTH", "No theatre time"],
    ["PTUN", "Patient unwell"],
    ["PTRF", "Patient refused the date"],
  ]),
  legalStatuses: codes([
    ["1", "Informal", "01"],
    ["2", "Sect 2", "02"],
    ["5", "Sect 5(2)", "05"],
  ]),
  mentalCategories: codes([
    ["D", "Mental disorder", "A"],
    ["L", "Learning disability", "B"],
  ]),
  communitySources: codes([
    ["GP", "General practitioner", "03"],
    ["HOS", "Hospital ward", "01"],
    ["SLF", "Self", "06"],
  ]),
  communityOutcomes: codes([
    ["CONT", "Care goes on"],
    ["COMP", "Care complete"],
  ]),
  communityDischarges: codes([
    ["COMP", "Care complete"],
    ["MOVD", "Moved away"],
    ["DECL", "Patient declined"],
    ["DIED", "Patient died"],
  ]),
  communityLocations: codes([
    ["HOME", "Patient's home"],
    ["WCHPHY", "Physiotherapy gym"],
    ["HC01", "Health centre"],
    ["GP", "GP surgery"],
  ]),
} as const;

export type CodeListName = keyof typeof codeLists;
