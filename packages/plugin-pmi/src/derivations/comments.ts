import { combineText, type Derivation, mapText } from "@pas-migrate/core";
import { z } from "zod";
import { partPhone } from "./phones.js";

const labelledArgs = z.strictObject({
  /** What stands before each text; "" for none. */
  labels: z.array(z.string()),
  /** Places, from 1, of columns that are phone fields: only the words beside the number count. */
  phones: z.array(z.int()).default([]),
});

/**
 * `pmi.labelledText`: several texts in one, each behind its label, parted by semicolons. `with: { labels, phones }`.
 * Sources: one text a label.
 */
export const labelledText: Derivation = (columns, { args }) => {
  const { labels, phones } = labelledArgs.parse(args);
  return combineText(columns, (cells) => {
    const texts = cells.flatMap((cell, i) => {
      const text = cell === null ? null : phones.includes(i + 1) ? partPhone(cell).text : cell.trim() || null;
      if (text === null) return [];
      return [labels[i] === "" ? text : `${labels[i]}: ${text}`];
    });
    return texts.join("; ") || null;
  });
};

/** `pmi.subjectOfText`: a heading wherever there is a text to head. `with: { subject }`. Sources: the text. */
export const subjectOfText: Derivation = ([text], { args }) =>
  mapText(text, (value) => (value.trim() === "" ? null : String(args.subject)));
