import { depthsOf, tokensOf } from "./tokens.js";

/**
 * One change of an SQL text.
 *
 * @typedef {{ operator: string, start: number, end: number, text: string }} Edit
 */

/** Words after which a condition of `where`, `on` or `having` is over. */
const CLAUSES = new Set(
  "where on group order having qualify window union intersect except limit join left right full inner cross asof semi anti".split(
    " ",
  ),
);
const JOIN_KINDS = new Set("left right full inner outer cross asof semi anti natural positional lateral".split(" "));
const COMPARISONS = new Map([
  ["=", "<>"],
  ["<>", "="],
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
]);
const WORDS = new Map([
  ["and", "or"],
  ["or", "and"],
  ["true", "false"],
  ["false", "true"],
]);
const FUNCTIONS = new Map([
  ["min", "max"],
  ["max", "min"],
  ["bool_or", "bool_and"],
  ["bool_and", "bool_or"],
]);
/** The name of a reason: rejects have tests of their own, and the answer key knows no reasons. */
const REASON = /^'[A-Z][A-Z0-9]*(_[A-Z0-9]+)+'$/;
/** Functions whose literal argument says how, not what: a pad, a variable's name, a pattern of characters. */
const QUIET = new Set(["trim", "getvariable", "chr", "md5", "strftime", "strptime", "lpad", "rpad"]);

/** Every change that the operators can make to an SQL text, in the order in which they stand. @returns {Edit[]} */
export function sqlEdits(sql) {
  const tokens = tokensOf(sql);
  const depths = depthsOf(tokens);
  const edits = [
    ...tokens.flatMap((token, at) => tokenEdits(tokens, depths, token, at)),
    ...tokens.flatMap((token, at) => argumentEdits(sql, tokens, depths, token, at)),
    ...tokens.flatMap((token, at) => conditionEdits(tokens, depths, token, at)),
  ];
  return edits.sort((a, b) => a.start - b.start || (a.operator < b.operator ? -1 : 1));
}

/** The text after a change. */
export function applyEdit(sql, { start, end, text }) {
  return sql.slice(0, start) + text + sql.slice(end);
}

function tokenEdits(tokens, depths, token, at) {
  const { kind, text, start, end } = token;
  const edit = (operator, changed, from = start, to = end) => [{ operator, start: from, end: to, text: changed }];
  const next = tokens[at + 1]?.text;
  const before = tokens[at - 1]?.text;
  if (kind === "sign") return COMPARISONS.has(text) ? edit("comparison", COMPARISONS.get(text)) : [];
  if (kind === "string")
    return REASON.test(text) || isQuiet(tokens, depths, at) ? [] : edit("literal", `${text.slice(0, -1)}~'`);
  if (kind === "number") return isQuiet(tokens, depths, at) ? [] : edit("literal", String(Number(text) + 1));
  if (kind !== "word") return [];
  if (text === "left" && next === "join") return edit("join", "join", start, tokens[at + 1].end);
  if (text === "join" && !JOIN_KINDS.has(before)) return edit("join", "left join");
  if (text === "and" && isOfBetween(tokens, depths, at)) return [];
  if (WORDS.has(text)) return edit(text === "and" || text === "or" ? "and/or" : "boolean", WORDS.get(text));
  if (FUNCTIONS.has(text) && next === "(") return edit("min/max", FUNCTIONS.get(text));
  if (text === "desc") return edit("order", "asc");
  if (text === "is" && next === "null") return edit("null test", "is not null", start, tokens[at + 1].end);
  if (text === "is" && next === "not" && tokens[at + 2]?.text === "null")
    return edit("null test", "is null", start, tokens[at + 2].end);
  return [];
}

/** Swaps the first two arguments of `coalesce`. */
function argumentEdits(sql, tokens, depths, { text }, at) {
  if (text !== "coalesce" || tokens[at + 1]?.text !== "(") return [];
  const inside = depths[at] + 1;
  const commas = [];
  let close = at + 2;
  for (; close < tokens.length && depths[close] >= inside; close++)
    if (tokens[close].text === "," && depths[close] === inside) commas.push(close);
  if (commas.length === 0) return [];
  const range = (from, to) => [tokens[from].start, tokens[to].end];
  const [firstStart, firstEnd] = range(at + 2, commas[0] - 1);
  const [secondStart, secondEnd] = range(commas[0] + 1, (commas[1] ?? close) - 1);
  const swapped =
    sql.slice(secondStart, secondEnd) + sql.slice(firstEnd, secondStart) + sql.slice(firstStart, firstEnd);
  return [{ operator: "coalesce", start: firstStart, end: secondEnd, text: swapped }];
}

/** Drops one conjunct of a condition; the only one of `where` becomes true. */
function conditionEdits(tokens, depths, { kind, text }, at) {
  if (kind !== "word" || (text !== "where" && text !== "on")) return [];
  const depth = depths[at];
  let end = at + 1;
  const ands = [];
  for (; end < tokens.length; end++) {
    if (depths[end] < depth) break;
    if (depths[end] > depth) continue;
    const { kind: of, text: word } = tokens[end];
    if (of === "word" && CLAUSES.has(word) && tokens[end + 1]?.text !== "(") break;
    if (word === "on" || word === ",") break;
    if (word === "or") return [];
    if (word === "and" && !isOfBetween(tokens, depths, end)) ands.push(end);
  }
  if (ands.length === 0) {
    if (text === "on" || end === at + 1) return [];
    return [{ operator: "conjunct", start: tokens[at + 1].start, end: tokens[end - 1].end, text: "true" }];
  }
  const starts = [at + 1, ...ands.map((and) => and + 1)];
  return starts.map((start, i) => {
    const from = i === 0 ? tokens[start].start : tokens[start - 1].start;
    const to = i === 0 ? tokens[starts[1]].start : tokens[(ands[i] ?? end) - 1].end;
    return { operator: "conjunct", start: from, end: to, text: "" };
  });
}

function isOfBetween(tokens, depths, at) {
  for (let i = at - 1; i >= 0 && depths[i] >= depths[at]; i--) {
    if (depths[i] > depths[at] || tokens[i].kind !== "word") continue;
    if (tokens[i].text === "between") return true;
    if (tokens[i].text === "and" || tokens[i].text === "or" || CLAUSES.has(tokens[i].text)) return false;
  }
  return false;
}

/** True for a literal inside the parentheses of a quiet function. */
function isQuiet(tokens, depths, at) {
  for (let i = at - 1; i > 0; i--)
    if (depths[i] < depths[at]) return tokens[i].text === "(" && QUIET.has(tokens[i - 1].text);
  return false;
}
