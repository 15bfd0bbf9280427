import type { MockRow } from "./domain.js";

/** Takes rows away where they stand. */
export function strike(held: MockRow[], isWrong: (row: MockRow) => boolean): void {
  for (let i = held.length - 1; i >= 0; i -= 1) if (isWrong(held[i])) held.splice(i, 1);
}
