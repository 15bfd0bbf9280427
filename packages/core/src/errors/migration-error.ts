/** Where a fault stands: any of file, position, table, field, plugin that is known. Never a cell value. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly table?: string;
  readonly field?: string;
  readonly plugin?: string;
}

/** What a fault says: a stable code, one sentence that says what is wrong and where, one that says how to mend it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly where: Place;
}

/** Exit codes of the command: 1 a gate or the release failed, 2 wrong usage or configuration, 3 data or I/O fault. */
export type ExitCode = 1 | 2 | 3;

/** A fault that stops the run. `exitCode` says whose it is: the configuration's (2) or the data's (3). */
export class MigrationError extends Error implements Fault {
  override readonly name = "MigrationError";
  readonly code: string;
  readonly fix: string;
  readonly where: Place;
  readonly exitCode: ExitCode;

  constructor(fault: Fault, exitCode: ExitCode, options?: { cause?: unknown }) {
    super(fault.message, options);
    this.code = fault.code;
    this.fix = fault.fix;
    this.where = fault.where;
    this.exitCode = exitCode;
  }
}

/** Several faults found in one go (a compile, the checks before intake): all are reported, none hides another. */
export class MigrationFaults extends Error {
  override readonly name = "MigrationFaults";
  readonly faults: readonly MigrationError[];
  readonly exitCode: ExitCode;

  constructor(faults: readonly MigrationError[]) {
    super(faults.map(formatFault).join("\n"));
    this.faults = faults;
    this.exitCode = faults.some((fault) => fault.exitCode === 3) ? 3 : 2;
  }
}

/** `file:line:column` as far as it is known, or an empty string. */
export function formatPlace(where: Place): string {
  if (where.file === undefined) return "";
  const position =
    where.line === undefined ? "" : `:${where.line}${where.column === undefined ? "" : `:${where.column}`}`;
  return `${where.file}${position}`;
}

/** One line for people: `file:line:column CODE what is wrong. How to mend it.` */
export function formatFault(fault: Fault): string {
  const place = formatPlace(fault.where);
  return `${place === "" ? "" : `${place} `}${fault.code} ${fault.message} ${fault.fix}`;
}

/** Throws the one fault as itself, several together, none not at all. */
export function throwFaults(faults: readonly MigrationError[]): void {
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new MigrationFaults(faults);
}
