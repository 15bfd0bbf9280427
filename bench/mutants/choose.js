import { createHash } from "node:crypto";

/**
 * Chooses some of many edits, the same ones for one seed and place: of every operator one before a second of any.
 *
 * @template {{ operator: string, start: number }} T
 * @param {readonly T[]} edits
 * @param {{ seed: string, place: string, most: number }} choice
 * @returns {T[]} in the order in which they stand in the text
 */
export function chooseEdits(edits, { seed, place, most }) {
  const lot = ({ operator, start, text }) => draw(`${seed}/${place}/${operator}/${start}/${text}`);
  const drawn = edits.map((edit) => ({ edit, lot: lot(edit) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const turns = new Map();
  const ranked = drawn.map(({ edit }, at) => {
    const turn = turns.get(edit.operator) ?? 0;
    turns.set(edit.operator, turn + 1);
    return { edit, turn, at };
  });
  ranked.sort((a, b) => a.turn - b.turn || a.at - b.at);
  return ranked
    .slice(0, most)
    .map(({ edit }) => edit)
    .sort((a, b) => a.start - b.start);
}

/** A whole number below `bound`, the same for the same text. */
export function pick(text, bound) {
  return Number.parseInt(draw(text).slice(0, 8), 16) % bound;
}

function draw(text) {
  return createHash("sha256").update(text).digest("hex");
}
