import {
  type CodeSets,
  type Derivations,
  type MigrationPlugin,
  plugin,
  provideClass,
  type Reasons,
} from "@pas-migrate/core";
import { NhsNumbers, nationalCodeSet } from "@pas-migrate/nhs";
import {
  contactAddressLine,
  contactPostcode,
  homeAddressLine,
  homePostcode,
  postcode,
} from "./derivations/addresses.js";
import { caseNoteVolume } from "./derivations/case-notes.js";
import { labelledText, subjectOfText } from "./derivations/comments.js";
import { contactName } from "./derivations/contacts.js";
import { dayAndTime, theDayAfter } from "./derivations/days.js";
import { gpNationalCode, practiceCode, registrationEnd } from "./derivations/gp.js";
import { forename, personName } from "./derivations/names.js";
import { nhsNumber, nhsNumberStatus } from "./derivations/nhs-number.js";
import { phone } from "./derivations/phones.js";
import { reasons } from "./reasons.js";

/** The patient master index: who the patients are, under which numbers and names, where, and whom to call. */
@plugin({
  id: "pmi",
  title: "Patient master index",
  engine: "^1.0.0",
  uses: ["reference"],
  assets: import.meta.url,
  provides: [provideClass(NhsNumbers, NhsNumbers)],
})
export class PmiPlugin implements MigrationPlugin {
  readonly derivations: Derivations;
  readonly reasons: Reasons = reasons;
  readonly codeSets: CodeSets = {
    "ethnic-category": nationalCodeSet("ethnic-category"),
    "person-gender": nationalCodeSet("person-gender"),
    "person-relationship": nationalCodeSet("person-relationship"),
    language: nationalCodeSet("language"),
  };

  constructor(nhsNumbers: NhsNumbers) {
    this.derivations = {
      "pmi.caseNoteVolume": caseNoteVolume,
      "pmi.contactAddressLine": contactAddressLine,
      "pmi.contactName": contactName,
      "pmi.contactPostcode": contactPostcode,
      "pmi.dayAfter": theDayAfter,
      "pmi.dayAndTime": dayAndTime,
      "pmi.forename": forename,
      "pmi.gpNationalCode": gpNationalCode,
      "pmi.homeAddressLine": homeAddressLine,
      "pmi.homePostcode": homePostcode,
      "pmi.labelledText": labelledText,
      "pmi.nhsNumber": nhsNumber(nhsNumbers),
      "pmi.nhsNumberStatus": nhsNumberStatus(nhsNumbers, nationalCodeSet("nhs-number-status-indicator")),
      "pmi.personName": personName,
      "pmi.phone": phone,
      "pmi.postcode": postcode,
      "pmi.practiceCode": practiceCode,
      "pmi.registrationEnd": registrationEnd,
      "pmi.subjectOfText": subjectOfText,
    };
  }
}
