import { type MockRows, masterFile, type RowOf } from "@pas-migrate/core/mock";
import type { Hospital } from "@pas-migrate/lives";
import {
  BREACH,
  CPFCOMMREFSOURCE,
  CPFDISCHREASON,
  CPFSERVICEGROUPS,
  OPREFREASON,
  OPREFSOURCE,
  OPREFTKSTATUSMF,
  OPRSNDISCH,
  PROV,
  RTTPERSTSMF,
  SUSPCANCER,
} from "./tables.js";

/** States of a referral, which V83 has and the hospital's story does not need. */
export const referralStates = {
  open: ["OPEN", "Referral open"],
  seen: ["SEEN", "Patient seen"],
  closed: ["CLSD", "Referral closed"],
} as const;

/** What some statuses stood for before the trust parted them: the later codes of the national set came one by one. */
const formerStatuses: ReadonlyMap<string | undefined, Partial<RowOf<typeof RTTPERSTSMF>>> = new Map([
  ["F12", { RttStsDescription: "First activity, referred on", RttStsInternalValue: "10" }],
  ["M32", { RttStsDescription: "Active monitoring", RttStsInternalValue: "31" }],
]);

const inUse = { MfRecStsInd: "0" } as const;

/** Writes what the codes of referrals and waits mean. */
export function writeMasters(hospital: Hospital, rows: MockRows): void {
  const { codes, provider, serviceGroups, specialties } = hospital;
  rows.pair("referral_urgency", ["COMMUNITY:1", "Routine"], ["1", "Routine"]);
  rows.pair("referral_urgency", ["COMMUNITY:2", "Urgent"], ["2", "Urgent"]);
  masterFile(
    rows,
    RTTPERSTSMF,
    {
      code: "RttStatusCode",
      status: "MfRecStsInd",
      former: ({ RttStatusCode }) => formerStatuses.get(RttStatusCode),
      blank: false,
    },
    codes.rttStatuses.map(({ code, description, national }, i) => ({
      RttStatusCode: code,
      RttStsDescription: description,
      RttStsInternalValue: national,
      RttStsDefault: "NO",
      MfRecStsInd: i % 4 === 1 ? "" : "0",
    })),
  );
  for (const { code, description, national } of codes.referralSources)
    rows.source(OPREFSOURCE, {
      ReferredBy: code,
      Description: description,
      CmdsValue: national,
      Applications: "Outpatients",
      ...inUse,
    });
  const reasons = new Map(specialties.flatMap((specialty) => specialty.reasons).map((reason) => [reason.code, reason]));
  for (const { code, description } of reasons.values())
    rows.source(OPREFREASON, { ReasonForRefCode: code, Description: description, ...inUse });
  for (const { code, description } of codes.suspectedCancers)
    rows.source(SUSPCANCER, { SuspectedCancerCode: code, CategoryDescription: description, ...inUse });
  masterFile(
    rows,
    OPRSNDISCH,
    { code: "DischargeCode", status: "MfRecStsInd" },
    codes.referralOutcomes.map(({ code, description }) => ({ DischargeCode: code, Description: description })),
  );
  for (const [code, description] of Object.values(referralStates))
    rows.source(OPREFTKSTATUSMF, { StatusCode: code, Description: description, ...inUse });
  masterFile(
    rows,
    CPFCOMMREFSOURCE,
    { code: "ReferredBy", status: "MfRecStsInd" },
    codes.communitySources.map(({ code, description, national }) => ({
      ReferredBy: code,
      Description: description,
      CMDSValue: national,
    })),
  );
  masterFile(
    rows,
    CPFDISCHREASON,
    { code: "DischargeReason", status: "MfRecStsInd" },
    codes.communityDischarges.map(({ code, description }) => ({ DischargeReason: code, Description: description })),
  );
  for (const { code, description, clinic } of serviceGroups)
    rows.source(CPFSERVICEGROUPS, {
      Department: code,
      Description: description,
      HospitalCode: clinic.site.code,
      Provider: provider.slice(0, 4),
      Applications: "Service groups",
      ApplicationsInt: "3",
      Deleted: "0",
    });
  for (const { code, description } of codes.breachReasons) {
    const isPatient = code === "PTCH";
    rows.source(BREACH, {
      BreachReasonCode: code,
      Description: description,
      InitiatedBy: isPatient ? "Patient initiated" : "Hospital initiated",
      InitiatedByInt: isPatient ? "1" : "2",
      ...inUse,
    });
  }
  rows.source(PROV, {
    ProviderCode: provider.slice(0, 4),
    Description: "Westhaven Hospitals",
    DohCode: provider,
    OrganisationCode: provider.slice(0, 3),
    ...inUse,
  });
}
