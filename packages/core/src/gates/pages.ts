import type { PluginFiles } from "../catalog/plugin-files.js";
import { grid, page } from "../files/markdown.js";
import { type ContractRule, contractRules, type RuledContract } from "./contract-rules.js";
import { type ParameterValue, type Rule, type RuleEach, type RuleParts, rulePartNames, selectsOf } from "./rule.js";
import { coreRules } from "./rule-book.js";

/** What the letters of a rule's id stand for, in the order of the index. */
const DOMAINS: Readonly<Record<string, string>> = {
  INT: "The run itself",
  GEN: "Every domain",
  REFD: "Reference data",
  PMI: "Patients",
  RTT: "Referrals and pathways",
  OPD: "Outpatients and community",
  IWL: "Inpatient waiting list",
  ADT: "Spells, episodes and ward stays",
  MH: "Mental health",
  ARC: "Archives",
};

const PART_TITLES: Readonly<Record<keyof RuleParts, string>> = {
  population_source: "Rows of the extracts that it looks at",
  source: "Those that break it",
  population_target: "Rows of the delivered files that it looks at",
  target: "Those that break it",
};

/** What a page shows of a rule: its parts, and to how many tables or keys its question is put. */
interface ShownRule extends Omit<Rule, "each" | "overlay"> {
  readonly spread?: string;
}

/** The rules of the framework and the plugins as pages for people: `<ID>.md` and an index, by file name. */
export function rulePages(
  plugins: readonly Pick<PluginFiles, "rules">[],
  contract: RuledContract,
): ReadonlyMap<string, string> {
  const inFiles = [...coreRules(), ...plugins.flatMap(({ rules }) => rules)].map(({ rule }) => shownFile(rule));
  const shown = [...contractRules.map((rule) => shownContractRule(rule, contract)), ...inFiles].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  return new Map([["README.md", indexPage(shown)], ...shown.map((rule) => [`${rule.id}.md`, rulePage(rule)] as const)]);
}

function shownFile({ each, ...rule }: Rule): ShownRule {
  if (each === undefined) return rule;
  return { ...rule, spread: `The question is put to each driving source table ${whichTables(each)}` };
}

function whichTables(each: RuleEach): string {
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  if (!("types" in each))
    return `${each.isKey ? "whose key is" : "with"} ${list(each.fields)}; \`{table}\` is its name.`;
  const paired =
    each.pairTypes === undefined ? "" : ` whose other form, its \`pair\`, has type ${list(each.pairTypes)}`;
  return (
    `with a field of type ${list(each.types)}${paired}, as its description in \`source/\` says. ` +
    "`{table}` is its name, `{key}` its key, `{fields}` a list of these fields, each with its name, type and value" +
    `${each.pairTypes === undefined ? "" : " and that of its pair"}.`
  );
}

function shownContractRule({ each, questions, ...rule }: ContractRule, contract: RuledContract): ShownRule {
  const asked = questions(contract);
  const [shortest] = [...asked].sort((a, b) => a.violations.length - b.violations.length);
  return {
    ...rule,
    plugin: "core",
    parameters: {},
    optional: [],
    parts: { [`population_${rule.stage}`]: shortest?.population, [rule.stage]: shortest?.violations },
    spread: `The question is put to ${each}: ${asked.length} times in the packages' contract. The shortest of them:`,
  };
}

function indexPage(rules: readonly ShownRule[]): string {
  const domainOf = ({ id }: ShownRule) => id.slice(0, id.indexOf("-"));
  const known = Object.keys(DOMAINS);
  const domains = [...known, ...new Set(rules.map(domainOf).filter((domain) => !known.includes(domain)))];
  return page([
    "# Rules",
    `What \`pas-migrate check\` puts to every run: ${rules.length} rules. Made from the packages by \`npm run docs\`; [write a rule](../guides/write-a-rule.md) says how they are made, and how a trust adds, replaces and adjusts them.`,
    ...domains.flatMap((domain) => {
      const own = rules.filter((rule) => domainOf(rule) === domain);
      if (own.length === 0) return [];
      const lines = own.map(({ id, title, severity, stage, hazard, signOff }) => [
        `[${id}](${id}.md)`,
        title,
        severity,
        stage,
        hazard ?? "",
        signOff,
      ]);
      return [
        `## ${domain}: ${DOMAINS[domain] ?? domain}`,
        grid(["Rule", "What holds", "Severity", "Stage", "Hazard", "Signs"], lines),
      ];
    }),
  ]);
}

function rulePage({ id, title, severity, stage, hazard, signOff, plugin, ...rule }: ShownRule): string {
  const facts = [
    `- Severity: ${severity}`,
    `- Stage: ${stage}`,
    `- Hazard: ${hazard ?? "none"}`,
    `- Signs: ${signOff}`,
    `- From: \`${plugin}\``,
    ...(rule.optional.length === 0 ? [] : [`- Does without: ${rule.optional.join(", ")}`]),
  ];
  const parameters = Object.entries(rule.parameters);
  return page([
    `# ${id}: ${title}`,
    facts.join("\n"),
    rule.why,
    `**To fix:** ${rule.fix}`,
    ...(parameters.length === 0
      ? []
      : [
          "## Parameters",
          grid(
            ["Parameter", "Default"],
            parameters.map(([name, value]) => [`\`${name}\``, written(value)]),
          ),
        ]),
    "## What is checked",
    ...(rule.spread === undefined ? [] : [rule.spread]),
    ...rulePartNames.flatMap((name) => {
      const [sql] = selectsOf(rule.parts, name);
      return sql === undefined ? [] : [`${PART_TITLES[name]}:`, `\`\`\`sql\n${sql}\n\`\`\``];
    }),
  ]);
}

function written(value: ParameterValue): string {
  return typeof value === "object" ? value.join(", ") : String(value);
}
