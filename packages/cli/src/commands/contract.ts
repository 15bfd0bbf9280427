import {
  createMigration,
  formatFault,
  MigrationError,
  MigrationFaults,
  summarizeContract,
  writeContractReports,
} from "@pas-migrate/core";
import { print } from "../output.js";
import { gatherOptions, type SharedOptions } from "../settings.js";
import { contractSummary } from "../summary.js";

export interface ContractOptions extends SharedOptions {
  readonly out?: string;
}

/**
 * Compiles the contract and says how far it is. Faults are all shown at once.
 *
 * @returns 0, or 1 when the contract has a fault
 */
export async function contractCommand(given: ContractOptions, write: boolean): Promise<number> {
  const { options } = await gatherOptions({ ...given, out: undefined });
  try {
    const contract = await createMigration(options).contract();
    const summary = summarizeContract(contract);
    const folder = given.out ?? "out/contract";
    if (write) writeContractReports(folder, contract);
    if (given.json) print(JSON.stringify({ faults: [], ...summary }));
    else
      print(
        write
          ? `${contractSummary(summary)}\nWritten to ${folder}: contract.json, contract.csv`
          : contractSummary(summary),
      );
    return 0;
  } catch (error) {
    const faults =
      error instanceof MigrationFaults ? error.faults : error instanceof MigrationError ? [error] : undefined;
    if (faults === undefined) throw error;
    if (given.json)
      print(JSON.stringify({ faults: faults.map(({ code, message, fix, where }) => ({ code, message, fix, where })) }));
    else process.stderr.write(`${faults.map(formatFault).join("\n")}\n${faults.length} fault(s) in the contract.\n`);
    return 1;
  }
}
