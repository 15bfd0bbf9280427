import type { TargetColumn } from "../catalog/target-table.js";
import { grid, page } from "../files/markdown.js";
import type { CompiledContract, CompiledField, CompiledTable } from "./model.js";
import { ruleOf, sourceOf } from "./reports.js";

/** The contract as pages for people: `<LOAD table>.md` and an index, by file name. Equal contracts give equal pages. */
export function mappingPages({ tables }: CompiledContract): ReadonlyMap<string, string> {
  const inLoadOrder = [...tables].sort((a, b) => a.order - b.order);
  return new Map([
    ["README.md", indexPage(inLoadOrder)],
    ...inLoadOrder.map((table) => [`${table.table}.md`, tablePage(table)] as const),
  ]);
}

function indexPage(tables: readonly CompiledTable[]): string {
  const rows = tables.map(({ table, title, plugin, rows: { from, feed }, fields }) => [
    `[${table}](${table}.md)`,
    title,
    plugin,
    feed === undefined ? from.join(", ") : `feed ${feed}`,
    String(fields.length),
    String(fields.filter(({ definition }) => definition.decision === "pending").length),
  ]);
  return page([
    "# Mapping",
    "Where each column of each load table comes from. Made from the contract of the packages by `npm run docs`; a trust's own is in `reports/contract.csv` of its run.",
    grid(["Load table", "Holds", "Plugin", "Driven by", "Columns", "Open"], rows),
  ]);
}

function tablePage(table: CompiledTable): string {
  const { rows } = table;
  const key = rows.key.map(({ column, optional }) => `\`${column}\`${optional ? " (if any)" : ""}`).join(", ");
  const driving = rows.from.map((name) => (rows.optional.includes(name) ? `${name} (if there is one)` : name));
  const facts = [
    `- Plugin: \`${table.plugin}\``,
    `- Rows: ${rows.feed === undefined ? driving.join(", ") : `the feed \`${rows.feed}\``}${rows.split ? "; one record may give several rows" : ""}`,
    `- Natural key: ${key}`,
    ...rows.parents.map(({ key: parent }) => `- Needs its row of ${parent}; without it the row is quarantined`),
    ...(rows.closes === undefined
      ? []
      : [`- A rejected row takes its ${rows.closes} along, with all that hangs on it`]),
  ];
  const lines = table.fields.map((field) => [
    `\`${field.name}\``,
    formOf(field.target),
    field.definition.class,
    sourceOf(field.definition),
    ruleOf(field.definition),
    emptyState(field),
  ]);
  return page([
    `# ${table.table}`,
    `${table.title}.`,
    facts.join("\n"),
    grid(["Column", "Form", "Class", "Source", "Rule", "Empty when; notes"], lines),
  ]);
}

function formOf({ type, length, format }: TargetColumn): string {
  return format ?? (length === undefined ? type : `${type}(${length})`);
}

/** In which state the column is rightly empty, and who decides where that is open. */
function emptyState({ definition }: CompiledField): string {
  const { emptyWhen, decision, owner, notes } = definition;
  return [
    definition.class === "OUT_OF_SCOPE" ? `always: ${definition.reason}` : emptyWhen,
    decision === "pending" ? `**open**${owner === undefined ? "" : `, for the ${owner}`}` : undefined,
    notes,
  ]
    .filter((part) => part !== undefined)
    .join("; ");
}
