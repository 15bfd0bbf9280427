import type { CompiledTable } from "../contract/model.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { type Reasons, reasonOf } from "../rejects/reasons.js";
import type { Closing, RunStorage } from "./storage.js";

/** Puts a staged table in its place, and records a reject for every row that closing took out. */
export function deliverTable(
  storage: RunStorage,
  table: CompiledTable,
  closing: Closing,
  reasons: Reasons,
): Promise<FinishedFile> {
  return storage.deliver(table, closing, (values, reasonCode, source) => {
    const { severity, message } = reasonOf(reasonCode, reasons);
    const externalId = values.external_system_id ?? source.key ?? "";
    storage.refuse({
      reject: {
        severity,
        stage: "rows",
        table: table.table,
        field: "",
        recordNumber: values.record_number ?? "",
        externalSystemId: externalId.split("|").slice(0, table.rows.keyInReports).join("|"),
        sourceTable: source.table,
        sourceRow: source.row,
        reasonCode,
        sourceCode: "",
        crosswalk: "",
        message,
        identity: externalId,
      },
      raw: Object.entries(values).filter(([, value]) => value !== ""),
    });
  });
}
