/** Why a record cannot be taken in. It goes to quarantine as it stands. */
export type DamageReason =
  | "WRONG_FIELD_COUNT"
  | "UNBALANCED_QUOTE"
  | "TEXT_AFTER_QUOTE"
  | "NUL_BYTE"
  | "UNDECODABLE_BYTE"
  | "FIELD_TOO_LONG";

export type SourceEncoding = "utf-8" | "windows-1252";

/** The longest field that is read; a longer one is quarantined with its record. */
export const MAX_FIELD_BYTES = 1 << 20;

/** How far an open quote is followed before it counts as unbalanced. */
const MAX_QUOTED_BYTES = 16 << 20;

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;

/** Classes of bytes: everything of class 0 is part of a value and needs no thought. */
const ORDINARY = 0;
const STRUCTURE = 1;
const NUL = 2;
const UNDECODABLE = 3;

function byteClasses(encoding: SourceEncoding): Uint8Array {
  const classes = new Uint8Array(256);
  for (const byte of [QUOTE, COMMA, LF, CR]) classes[byte] = STRUCTURE;
  classes[0] = NUL;
  if (encoding === "windows-1252") for (const byte of [0x81, 0x8d, 0x8f, 0x90, 0x9d]) classes[byte] = UNDECODABLE;
  return classes;
}

/** What the scanner found of one record. */
export const Found = {
  /** A record without damage. */
  Record: 0,
  /** A physical line without a single byte: no record. */
  BlankLine: 1,
  /** A record with `reason` set. */
  Damaged: 2,
  /** The buffer ends inside the record. */
  More: 3,
} as const;

export type Found = (typeof Found)[keyof typeof Found];

/** Things in whole records that are kept to the byte, but that DuckDB's reader would stumble over. */
export interface Peculiarities {
  crlf: number;
  lf: number;
  loneCr: number;
  strayQuote: number;
  quotedLineEnd: number;
}

/**
 * Reads one record at a time from a buffer, by RFC 4180 taken at its word: a field is quoted only when its first byte
 * is a quote, a quote inside an unquoted field is a character like any other, and after a closing quote only a comma or
 * a line end may stand. Records end with CRLF or LF; a lone CR is part of a value.
 *
 * The results of the last {@link scan} stand in the public members, so that a million records cost no objects.
 */
export class RecordScanner {
  /** Where the fields of the last record start and end, outer quotes left out: two numbers a field. */
  readonly bounds: Int32Array;
  /** 1 where the field was quoted and holds doubled quotes, which stand for one. */
  readonly doubled: Uint8Array;
  /** How many fields the last record has; bounds are kept for the expected number only. */
  fields = 0;
  /** Where the last record's bytes end, line end left out, and where the next record starts. */
  end = 0;
  next = 0;
  /** Physical lines that the last record spans. */
  lines = 1;
  reason: DamageReason = "WRONG_FIELD_COUNT";
  /** The field, from 0, at which the damage was found, or -1. */
  damagedField = -1;
  /** Counts over all whole records so far. */
  readonly seen: Peculiarities = { crlf: 0, lf: 0, loneCr: 0, strayQuote: 0, quotedLineEnd: 0 };

  readonly #classes: Uint8Array;
  readonly #expected: number;
  #trouble: DamageReason | undefined;
  #troubleField = -1;
  #loneCr = 0;
  #strayQuote = 0;

  /** @param expected fields a record must have; 0 takes what there is (the header) */
  constructor(encoding: SourceEncoding, expected: number) {
    this.#classes = byteClasses(encoding);
    this.#expected = expected;
    const room = expected === 0 ? 4096 : expected;
    this.bounds = new Int32Array(room * 2);
    this.doubled = new Uint8Array(room);
  }

  /**
   * Reads the record that starts at `start`.
   *
   * @param buffer has room for one byte behind `limit`, which is overwritten: it stops the innermost loop
   * @param limit where the bytes in the buffer end
   * @param last true when no more bytes will follow
   */
  scan(buffer: Uint8Array, start: number, limit: number, last: boolean): Found {
    const classes = this.#classes;
    const { bounds, doubled } = this;
    this.fields = 0;
    this.lines = 1;
    this.#trouble = undefined;
    this.#troubleField = -1;
    this.#loneCr = 0;
    this.#strayQuote = 0;
    buffer[limit] = LF;
    let at = start;
    for (;;) {
      const from = at;
      while (classes[buffer[at]] === ORDINARY) at++;
      if (buffer[at] === COMMA && at - from <= MAX_FIELD_BYTES && this.fields < doubled.length) {
        bounds[this.fields * 2] = from;
        bounds[this.fields * 2 + 1] = at++;
        doubled[this.fields++] = 0;
        continue;
      }
      at =
        at === from && at < limit && buffer[at] === QUOTE
          ? this.#quoted(buffer, at, limit, last)
          : this.#unquoted(buffer, from, at, limit, last);
      if (at === NEEDS_MORE) return Found.More;
      if (at === BROKEN_QUOTE) return this.#resume(buffer, start, limit, last);
      if (at >= limit || buffer[at] !== COMMA) break;
      at++;
    }
    this.#finish(buffer, at, limit);
    if (this.end === start) return Found.BlankLine;
    if (this.#trouble !== undefined) return this.#damaged(this.#trouble, this.#troubleField);
    if (this.#expected !== 0 && this.fields !== this.#expected) return this.#damaged("WRONG_FIELD_COUNT", -1);
    this.#count();
    return Found.Record;
  }

  /** Reads an unquoted field, of which the bytes up to `seen` are known to be ordinary. Returns where it ends. */
  #unquoted(buffer: Uint8Array, start: number, seen: number, limit: number, last: boolean): number {
    const classes = this.#classes;
    let at = seen;
    for (;;) {
      while (classes[buffer[at]] === ORDINARY) at++;
      if (at >= limit) {
        if (!last) return NEEDS_MORE;
        break;
      }
      const byte = buffer[at];
      if (byte === COMMA || byte === LF) break;
      if (byte === CR) {
        if (at + 1 >= limit && !last) return NEEDS_MORE;
        if (at + 1 < limit && buffer[at + 1] === LF) break;
        this.#loneCr++;
      } else if (byte === QUOTE) this.#strayQuote++;
      else this.#note(classes[byte] === NUL ? "NUL_BYTE" : "UNDECODABLE_BYTE");
      at++;
    }
    this.#field(start, at, 0);
    return at;
  }

  /** Reads a quoted field and returns where its comma or line end stands. */
  #quoted(buffer: Uint8Array, start: number, limit: number, last: boolean): number {
    const classes = this.#classes;
    const reach = Math.min(limit, start + MAX_QUOTED_BYTES);
    let doubled = 0;
    let at = start + 1;
    for (;;) {
      while (at < reach && classes[buffer[at]] === ORDINARY) at++;
      if (at >= reach) {
        if (at === limit && !last) return NEEDS_MORE;
        return this.#broken("UNBALANCED_QUOTE");
      }
      const byte = buffer[at];
      if (byte === LF) this.lines++;
      else if (byte === QUOTE) {
        if (at + 1 >= limit && !last) return NEEDS_MORE;
        if (at + 1 >= limit || buffer[at + 1] !== QUOTE) break;
        doubled = 1;
        at++;
      } else if (classes[byte] !== STRUCTURE) this.#note(classes[byte] === NUL ? "NUL_BYTE" : "UNDECODABLE_BYTE");
      at++;
    }
    const after = at + 1;
    if (after < limit && buffer[after] !== COMMA && buffer[after] !== LF) {
      if (buffer[after] !== CR) return this.#broken("TEXT_AFTER_QUOTE");
      if (after + 1 >= limit && !last) return NEEDS_MORE;
      if (after + 1 >= limit || buffer[after + 1] !== LF) return this.#broken("TEXT_AFTER_QUOTE");
    }
    this.#field(start + 1, at, doubled);
    return after;
  }

  #field(start: number, end: number, doubled: number): void {
    const field = this.fields++;
    if (end - start > MAX_FIELD_BYTES) this.#note("FIELD_TOO_LONG", field);
    if (field * 2 >= this.bounds.length) return;
    this.bounds[field * 2] = start;
    this.bounds[field * 2 + 1] = end;
    this.doubled[field] = doubled;
  }

  /** The first trouble of a record is the one that is reported. */
  #note(reason: DamageReason, field = this.fields): void {
    if (this.#trouble !== undefined) return;
    this.#trouble = reason;
    this.#troubleField = field;
  }

  #broken(reason: DamageReason): number {
    this.#trouble = reason;
    this.#troubleField = this.fields;
    return BROKEN_QUOTE;
  }

  /** A quoted field that does not close legally ends its record at the record's first physical line end. */
  #resume(buffer: Uint8Array, start: number, limit: number, last: boolean): Found {
    const lineEnd = buffer.indexOf(LF, start);
    if ((lineEnd < 0 || lineEnd >= limit) && !last) return Found.More;
    const ended = lineEnd >= 0 && lineEnd < limit;
    const end = ended ? lineEnd : limit;
    this.lines = 1;
    this.next = ended ? lineEnd + 1 : limit;
    this.end = ended && end > start && buffer[end - 1] === CR ? end - 1 : end;
    return this.#damaged(this.#trouble!, this.#troubleField);
  }

  #finish(buffer: Uint8Array, at: number, limit: number): void {
    this.end = at;
    this.next = at >= limit ? limit : buffer[at] === LF ? at + 1 : at + 2;
  }

  /** Counts wait until the record is whole, for a record that straddles two reads is scanned twice. */
  #count(): void {
    const { seen } = this;
    if (this.next - this.end === 2) seen.crlf++;
    else if (this.next - this.end === 1) seen.lf++;
    seen.loneCr += this.#loneCr;
    seen.strayQuote += this.#strayQuote;
    seen.quotedLineEnd += this.lines - 1;
  }

  #damaged(reason: DamageReason, field: number): Found {
    this.reason = reason;
    this.damagedField = field;
    return Found.Damaged;
  }
}

const NEEDS_MORE = -1;
const BROKEN_QUOTE = -2;
