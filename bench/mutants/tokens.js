/**
 * The tokens of an SQL text that operators look at: words, numbers, strings, signs. Comments and blanks are left out.
 *
 * @typedef {{ kind: "word" | "number" | "string" | "name" | "sign", text: string, start: number, end: number }} Token
 */

const PATTERN =
  /(?<blank>\s+|--[^\n]*)|(?<string>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*")|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_]\w*)|(?<sign><>|!=|<=|>=|->>|->|=>|:=|==|\|\||::|.)/gsu;

/** @param {string} sql @returns {readonly Token[]} words are in lower case */
export function tokensOf(sql) {
  const tokens = [];
  for (const match of sql.matchAll(PATTERN)) {
    const [kind, found] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    if (kind === "blank") continue;
    const text = kind === "word" ? found.toLowerCase() : found;
    tokens.push({ kind, text, start: match.index, end: match.index + found.length });
  }
  return tokens;
}

/** How deep each token stands in parentheses and `case … end`. Brackets themselves stand outside. */
export function depthsOf(tokens) {
  let depth = 0;
  return tokens.map(({ kind, text }) => {
    if (text === ")" || text === "]" || (kind === "word" && text === "end")) depth--;
    const own = depth;
    if (text === "(" || text === "[" || (kind === "word" && text === "case")) depth++;
    return own;
  });
}

/** Line and column of an offset, both from 1. */
export function positionOf(sql, offset) {
  const before = sql.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}
