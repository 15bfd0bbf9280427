import { type Moment, momentOf } from "@pas-migrate/core";

/** One legal status of a detention, as the row SQL of the archive lists them. */
export interface ListedStatus {
  readonly since: Moment | null;
  /** The trust's code, empty where none is held. */
  readonly legalStatus: string;
  /** The trust's code, empty where none is held. */
  readonly mentalCategory: string;
}

/** Reads the list of a detention's statuses: they are parted by the byte 1E, their three parts by 1F. */
export function listedStatuses(text: string): readonly ListedStatus[] {
  return text.split("\x1e").map((item) => {
    const [since, legalStatus = "", mentalCategory = ""] = item.split("\x1f");
    return { since: momentOf(since), legalStatus, mentalCategory };
  });
}
