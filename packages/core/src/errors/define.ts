import { type ExitCode, type Fault, MigrationError, type Place } from "./migration-error.js";

type Sentence = Pick<Fault, "message" | "fix"> & { readonly where?: Place; readonly cause?: unknown };

function maker(exitCode: ExitCode): (code: string, sentence: Sentence) => MigrationError {
  return (code, { message, fix, where = {}, cause }) =>
    new MigrationError({ code, message, fix, where }, exitCode, cause === undefined ? undefined : { cause });
}

/** A fault of usage or configuration: exit code 2. */
export const configFault = maker(2);

/** A fault of data or I/O: exit code 3. */
export const dataFault = maker(3);

/** A list of names for a sentence: at most eight, then how many more. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}
