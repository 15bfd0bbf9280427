import { type Derivation, mapText, textFrom, textStrings } from "@pas-migrate/core";
import { z } from "zod";
import { partPhones } from "./phones.js";

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
export const labelledText: Derivation = (columns, { args, rows }) => {
  const { labels, phones } = labelledArgs.parse(args);
  const texts = columns.map((column, i) =>
    phones.includes(i + 1) ? partPhones(column).map((phone) => phone?.text ?? null) : textStrings(column),
  );
  const values = new Array<string>(rows);
  for (let row = 0; row < rows; row++) {
    let joined = "";
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i][row]?.trim();
      if (!text) continue;
      const separator = joined === "" ? "" : "; ";
      joined += labels[i] === "" ? `${separator}${text}` : `${separator}${labels[i]}: ${text}`;
    }
    values[row] = joined;
  }
  return textFrom(values);
};

/** `pmi.subjectOfText`: a heading wherever there is a text to head. `with: { subject }`. Sources: the text. */
export const subjectOfText: Derivation = ([text], { args }) =>
  mapText(text, (value) => (value.trim() === "" ? null : String(args.subject)));
