import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createMigration,
  formatFault,
  MigrationError,
  MigrationFaults,
  mappingPages,
  summarizeContract,
  writeContractReports,
} from "@pas-migrate/core";
import { print } from "../output.js";
import { gatherOptions, type SharedOptions } from "../settings.js";
import { contractSummary } from "../summary.js";

export interface ContractOptions extends SharedOptions {
  readonly out?: string;
  /** Where to write a page for each load table. */
  readonly pages?: string;
  /** Where to write a page for each rule. */
  readonly rulePages?: string;
}

/**
 * Compiles the contract and says how far it is. Faults are all shown at once.
 *
 * @returns 0, or 1 when the contract has a fault
 */
export async function contractCommand(given: ContractOptions, write: boolean): Promise<number> {
  const { options } = await gatherOptions({ ...given, out: undefined });
  try {
    const migration = createMigration(options);
    const contract = await migration.contract();
    const summary = summarizeContract(contract);
    const folder = given.out ?? "out/contract";
    if (write) writeContractReports(folder, contract);
    if (given.pages !== undefined) writePages(given.pages, mappingPages(contract));
    if (given.rulePages !== undefined) writePages(given.rulePages, await migration.rulePages());
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

function writePages(folder: string, pages: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}
