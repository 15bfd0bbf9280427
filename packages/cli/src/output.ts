import { formatFault, MigrationError, MigrationFaults } from "@pas-migrate/core";

/** Writes a result to stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes what went wrong to stderr, for people or as JSON, and gives the exit code. */
export function reportFailure(error: unknown, json: boolean): number {
  const faults =
    error instanceof MigrationFaults ? error.faults : error instanceof MigrationError ? [error] : undefined;
  if (faults === undefined) return reportDefect(error, json);
  const lines = json
    ? [JSON.stringify({ faults: faults.map(({ code, message, fix, where }) => ({ code, message, fix, where })) })]
    : faults.map(formatFault);
  process.stderr.write(`${lines.join("\n")}\n`);
  return error instanceof MigrationFaults ? error.exitCode : (error as MigrationError).exitCode;
}

/** A fault that nobody foresaw. Its message could quote a cell: only its kind and its place in the program are shown. */
function reportDefect(error: unknown, json: boolean): number {
  const isSystem = error instanceof Error && "syscall" in error && "code" in error;
  const kind = isSystem
    ? `${error.name} ${String(error.code)} in ${String(error.syscall)}`
    : error instanceof Error
      ? error.name
      : typeof error;
  const place = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  const fix = isSystem
    ? "Check the folder, its permissions and the free disk space."
    : "Please report it with these lines.";
  if (json)
    process.stderr.write(`${JSON.stringify({ faults: [{ code: "UNFORESEEN", message: kind, fix, where: {} }] })}\n`);
  else process.stderr.write(`UNFORESEEN ${kind}. ${fix}\n${place.slice(0, 8).join("\n")}\n`);
  return 3;
}
