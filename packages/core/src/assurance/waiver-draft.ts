import { Document, type Scalar } from "yaml";
import { errors } from "../errors/catalogue.js";
import { didYouMean } from "../errors/did-you-mean.js";
import { failuresFile, readRunEvidence } from "./run-evidence.js";

/**
 * Drafts a waiver for the rows that break a rule now, as YAML for an overlay's `waivers.yaml`. Reason, owner and last
 * day are left empty, and a file with them empty is refused: only people can fill them in.
 *
 * @param out the folder of a checked run
 * @throws MigrationError `WAIVER_UNKNOWN_RULE`, `WAIVER_NOTHING_TO_WAIVE`, and those of an unreadable run
 */
export function draftWaiver(out: string, rule: string): string {
  const evidence = readRunEvidence(out);
  const result = evidence.rules.find(({ id }) => id === rule);
  if (result === undefined)
    throw errors.waiverUnknownRule(
      rule,
      didYouMean(
        rule,
        evidence.rules.map(({ id }) => id),
      ),
    );
  const rows = result.status === "fail" ? evidence.rowSet(rule) : undefined;
  if (rows === undefined) throw errors.nothingToWaive(rule, result.status);
  const document = new Document({
    waivers: [
      {
        rule,
        row_set: rows.hash,
        rows: rows.rows,
        reason: "",
        owner: "",
        approver_role: result.sign_off ?? "",
        hazard: result.hazard ?? "",
        expires: "",
      },
    ],
  });
  document.commentBefore = ` ${result.severity}: ${result.title}\n The rows are in ${failuresFile(rule)}. Write no patient's name or number here.`;
  remark(document, "reason", " why going live with these rows is safe, and what is done about them");
  remark(document, "owner", " who sees to it");
  remark(document, "approver_role", " the role that signs");
  remark(document, "hazard", " the entry of the hazard log, or none");
  remark(document, "expires", " the last day, YYYY-MM-DD");
  return document.toString({ lineWidth: 0 });
}

function remark(document: Document, field: string, comment: string): void {
  (document.getIn(["waivers", 0, field], true) as Scalar).comment = comment;
}
