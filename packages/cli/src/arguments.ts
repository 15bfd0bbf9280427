import { MigrationError } from "@pas-migrate/core";
import { z } from "zod";

/** A value that has to be there. @throws MigrationError `USAGE` naming the option */
export function required<T>(value: T | undefined, option: string): T {
  if (value !== undefined) return value;
  throw new MigrationError(
    { code: "USAGE", message: `${option} is missing.`, fix: "See pas-migrate --help.", where: {} },
    2,
  );
}

/** A whole number above 0. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new MigrationError(
    { code: "USAGE", message: `"${text}" is no whole number above 0.`, fix: "Give a number such as 4.", where: {} },
    2,
  );
}

/** A day, YYYY-MM-DD. */
export function day(text: string): string {
  if (z.iso.date().safeParse(text).success) return text;
  throw new MigrationError(
    { code: "USAGE", message: `"${text}" is no day.`, fix: "Write it as YYYY-MM-DD.", where: {} },
    2,
  );
}
