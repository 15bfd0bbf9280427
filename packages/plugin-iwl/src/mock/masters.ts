import { type MockRows, masterFile, recordNumber } from "@pas-migrate/core/mock";
import type { Hospital } from "@pas-migrate/lives";
import { LOAD_IWL_PROFILES } from "./loads.js";
import { IPBOOKTYPEMF, URG, WAITCD, WLREMOVALREASON, WLSUSPREASONMF } from "./tables.js";

const inUse = { MfRecStsInd: "0" } as const;

/** Writes the lists and what the codes of entries, suspensions and offers mean, and expects a profile a list. */
export function writeMasters(hospital: Hospital, rows: MockRows): void {
  const { codes, inpatientLists, provider } = hospital;
  const closed = { ...inpatientLists[0], code: "OLDIP", description: "Closed list", formerDescription: undefined };
  const lists = [...inpatientLists, closed];
  masterFile(
    rows,
    WAITCD,
    {
      code: "WaitingList",
      status: "MfRecStsInd",
      former: (_record, at) => {
        const { formerDescription } = lists[at];
        return formerDescription === undefined ? undefined : { WlDescription: formerDescription, MainConsultant: "" };
      },
      blank: false,
    },
    lists.map(({ code, description, consultant, specialty, site }, i) => ({
      WaitingList: code,
      WlDescription: description,
      MainConsultant: consultant.code,
      SpecOfList: specialty.code,
      HospitalCode: site.code,
      ProviderCode: provider.slice(0, 4),
      RepeatList: "NO",
      RepeatList_1: "0",
      MfRecStsInd: code === closed.code ? "1" : i % 4 === 1 ? "" : "0",
    })),
  );
  for (const { code, description, consultant } of lists)
    rows.expect(LOAD_IWL_PROFILES, {
      record_number: recordNumber("LOAD_IWL_PROFILES", code),
      system_code: "V83",
      external_system_id: code,
      waitlist_profile: code,
      description,
      consultant_code: consultant.code,
    });
  codes.urgencies.forEach(({ code, description }, i) => {
    rows.source(URG, { UrgencyCode: code, Description: description, InternalValue: String(i + 1), ...inUse });
  });
  for (const { code, description } of codes.bookingTypes)
    rows.source(IPBOOKTYPEMF, {
      Code: code,
      Description: description,
      SchedulingApplicationAreaExternal: "IP",
      ...inUse,
    });
  for (const { code, description } of codes.inpatientRemovals)
    rows.source(WLREMOVALREASON, { RemovalCode: code, Description: description, ...inUse });
  for (const { code, description } of codes.suspensionReasons)
    rows.source(WLSUSPREASONMF, { ReasonCode: code, Description: description, ...inUse });
}
