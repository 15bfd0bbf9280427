import { closest, distance } from "fastest-levenshtein";

/**
 * The nearest known name, as a question to put into a fix, or an empty string when nothing is near.
 *
 * @param name what was written
 * @param known what could have been meant
 */
export function didYouMean(name: string, known: Iterable<string>): string {
  const candidates = [...known];
  if (candidates.length === 0) return "";
  const caseless = candidates.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const nearest = caseless ?? closest(name, candidates);
  const tolerance = Math.max(2, Math.floor(name.length / 3));
  return distance(name.toLowerCase(), nearest.toLowerCase()) <= tolerance ? ` Did you mean "${nearest}"?` : "";
}
