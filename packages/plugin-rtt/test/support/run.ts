import { type LiteralTables, type TestResult, testMigration } from "@pas-migrate/core/testing";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";

/** A table as rows of cells under a line of names, the way people write it: columns parted by blanks, `-` for nothing. */
export function table(names: string, ...rows: readonly string[]): LiteralTables[string] {
  const cells = rows.map((row) => row.split(/\s+/).map((cell) => (cell === "-" ? null : cell.replaceAll("_", " "))));
  return Object.fromEntries(names.split(/\s+/).map((name, i) => [name, cells.map((row) => row[i])]));
}

/** The trust's own status codes: `L` and the national code, for all that the tests give. */
export const statuses = table(
  "RttStatusCode RttStsDescription RttStsInternalValue MfRecStsInd",
  "L10 First 10 0",
  "L11 After_monitoring 11 0",
  "L12 Direct 12 0",
  "L20 Waiting 20 0",
  "L30 Treated 30 0",
  "L36 Died 36 0",
  "L91 Monitored 91 0",
  "OLD Used_again 30 0",
  "OLD Once_this 10 -1",
  "ODD Unknown 77 0",
);

/** Patients by number, each with `D` and the number as district number. */
export function patients(...numbers: readonly string[]): LiteralTables[string] {
  return table("InternalPatientNumber DistrictNumber", ...numbers.map((number) => `${number} D${number}`));
}

/** Migrates with the plugins that this one needs. */
export function migrate(source: LiteralTables): Promise<TestResult> {
  return testMigration({
    gates: false,
    plugins: [ReferencePlugin, PmiPlugin, RttPlugin],
    source: { RTTPERSTSMF: statuses, ...source },
  });
}

/** Rejects of a table as `key field reason code`, in order; `-` for a whole row. */
export function rejectsOf({ rejects }: TestResult, name: string): readonly string[] {
  return rejects
    .filter((reject) => reject.table === name)
    .map(({ key, field, reason, code }) => [key, field || "-", reason, code].filter((part) => part !== "").join(" "))
    .sort();
}

/** Some columns of a table, a row a line. */
export function rowsOf(result: TestResult, name: string, columns: string): readonly string[] {
  return result.table(name).rows.map((row) =>
    columns
      .split(" ")
      .map((column) => {
        if (!(column in row)) throw new RangeError(`${name} has no column ${column}`);
        return row[column] ?? "-";
      })
      .join(" "),
  );
}
