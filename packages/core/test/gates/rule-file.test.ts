import { expect } from "chai";
import { formatFault } from "../../dist/errors/migration-error.js";
import { readRuleFile } from "../../dist/gates/rule-file.js";

const header = `-- id: CH-01
-- title: No ward is named Z
-- severity: error
-- stage: recon
-- hazard: H-01
-- sign_off: bed management lead
-- why: Nobody knows
--   where it is.
-- fix: Name it.
`;

const parts = `-- part: population_target
select count(*) from target.LOAD_SPELL
-- part: target
-- Wards alone.
select external_system_id as key from target.LOAD_SPELL where ward = 'Z';
`;

function read(text: string, path = "gates/CH-01.sql") {
  const { located, faults } = readRuleFile({ path, shownAs: `own/${path}`, text }, "chain");
  return { located, faults: faults.map(formatFault) };
}

const FORMS =
  '"source table with A, B", "source table with key A, B", "source table with fields of date-int, datetime-int" or "source table with pairs of date, datetime and date-int, datetime-int"';

const FIX = "Mend the line; docs/guides/write-a-rule.md shows the form.";

describe("a rule file", () => {
  it("is a header and parts; values go on in the next line, comments stay in the SQL, a last semicolon does not", () => {
    const { located, faults } = read(
      `${header}-- parameter: wards = [Z, "1"]\n-- parameter: most = 3\n-- optional: source.A, source.B\n\n${parts}`,
    );
    expect(faults).to.deep.equal([]);
    expect(located!.rule).to.deep.equal({
      id: "CH-01",
      title: "No ward is named Z",
      severity: "error",
      stage: "recon",
      hazard: "H-01",
      signOff: "bed management lead",
      why: "Nobody knows where it is.",
      fix: "Name it.",
      plugin: "chain",
      parameters: { wards: ["Z", "1"], most: 3 },
      optional: ["source.A", "source.B"],
      parts: {
        population_target: "select count(*) from target.LOAD_SPELL",
        target: "-- Wards alone.\nselect external_system_id as key from target.LOAD_SPELL where ward = 'Z'",
      },
    });
    expect(located!.at("target")).to.deep.equal({ file: "own/gates/CH-01.sql", line: 16, column: 1 });
  });

  it("has no hazard where it says none, and a decision where it says who made it", () => {
    const { located } = read(
      `${header.replace("hazard: H-01", "hazard: none")}-- reason: ours\n-- owner: the lead\n-- on: 2026-03-01\n${parts}`,
    );
    expect(located!.rule.hazard).to.equal(null);
    expect(located!.rule.overlay).to.deep.equal({
      overlay: "chain",
      reason: "ours",
      owner: "the lead",
      on: "2026-03-01",
    });
  });

  const wrong: readonly (readonly [string, string, string | readonly string[]])[] = [
    [
      "a key that is not known",
      `${header}-- severty: warn\n${parts}`,
      '10:1 "severty" is not known here. Did you mean "severity"?',
    ],
    ["a key that is there twice", `${header}-- title: Again\n${parts}`, '10:1 "title" is there twice.'],
    ["a key that is missing", header.replace(/-- fix.*\n/, "") + parts, '1:1 the header lacks "fix".'],
    [
      "a severity that there is not",
      header.replace("severity: error", "severity: eror") + parts,
      '3:1 "severity": it is one of blocker, error, warn, info. Did you mean "error"?',
    ],
    [
      "a role that nobody has",
      header.replace("bed management lead", "bed manager") + parts,
      '6:1 "sign_off": it is one of programme board, clinical safety officer, clinical lead, information governance lead, safeguarding lead, mental health act lead, patient administration lead, medical records lead, outpatient booking lead, waiting list lead, bed management lead, clinical coding lead, RTT performance lead, information and finance lead, data migration lead, data quality lead.',
    ],
    [
      "a hazard that is none",
      header.replace("hazard: H-01", "hazard: H1") + parts,
      '5:1 "hazard": a hazard is written as H-01, or "none".',
    ],
    [
      "an id that is not the file's",
      header.replace("CH-01", "CH-02") + parts,
      "1:1 the file is named CH-01.sql, the rule CH-02.",
    ],
    [
      "a line that is neither",
      `${header}select 1\n${parts}`,
      '10:1 the header has lines of the form "-- key: value" until the first "-- part: <name>".',
    ],
    [
      "a parameter without a value",
      `${header}-- parameter: days\n${parts}`,
      '10:1 a parameter is written "name = default".',
    ],
    [
      "a parameter that is there twice",
      `${header}-- parameter: a = 1\n-- parameter: a = 2\n${parts}`,
      "11:1 the parameter a is there twice.",
    ],
    [
      "a name in braces that is no parameter",
      `${header}-- parameter: wards = Z\n${parts.replace("'Z'", "{ward}")}`,
      '13:1 {ward} is no parameter of the rule. Did you mean "wards"?',
    ],
    [
      "a variable that no run sets",
      header + parts.replace("'Z'", "getvariable('snapshot_at')"),
      '12:1 a run has no variable "snapshot_at". Did you mean "snapshot"?',
    ],
    [
      "a part that there is not",
      header + parts.replace("part: target", "part: targets"),
      '12:1 there is no part "targets"; parts are population_source, source, population_target, target. Did you mean "target"?',
    ],
    [
      "a part that is there twice",
      `${header}${parts}-- part: target\nselect 1 as key`,
      "15:1 the part target is there twice.",
    ],
    [
      "a part that is empty",
      `${header}-- part: population_target\n-- part: target\nselect 1 as key`,
      '10:1 the part "population_target" is empty.',
    ],
    [
      "failures without a population",
      header + parts.slice(parts.indexOf("-- part: target")),
      '10:1 the parts "target" and "population_target" go together.',
    ],
    [
      "a stage without its side",
      header.replace("recon", "source") + parts,
      '10:1 a rule of stage source needs the part "source".',
    ],
    [
      "a stage of configuration without a side",
      header.replace("recon", "config"),
      ['1:1 a rule of stage config needs the part "target".'],
    ],
    [
      "tables that are named in another way",
      `${header}-- each: table with A\n${parts}`,
      `10:1 "each": write ${FORMS}.`,
    ],
    [
      "fields of a type that there is none of",
      `${header}-- each: source table with fields of date, day\n${parts}`,
      `10:1 "each": write ${FORMS}.`,
    ],
    [
      "the fields of a rule that is put to tables by their names",
      header.replace("recon", "source") +
        "-- each: source table with A\n-- part: population_source\nselect count(*) from source.{table}\n-- part: source\nselect {fields} as key from source.{table}",
      "13:1 {fields} is no parameter of the rule.",
    ],
  ];
  for (const [what, text, said] of wrong) {
    it(`refuses ${what}, with its line`, () => {
      const { located, faults } = read(text);
      expect(located).to.equal(undefined);
      expect(faults).to.deep.equal(
        [said].flat().map((one) => {
          const [place, ...words] = one.split(" ");
          return `own/gates/CH-01.sql:${place} GATE_FILE_INVALID The rule file is not as expected: ${words.join(" ")} ${FIX}`;
        }),
      );
    });
  }
});
