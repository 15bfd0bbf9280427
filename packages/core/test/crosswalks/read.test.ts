import { expect } from "chai";
import fc from "fast-check";
import { Crosswalk, type CrosswalkPair, layerPairs } from "../../dist/crosswalks/crosswalk.js";
import { crosswalkColumns, readCrosswalkCsv, readCrosswalkSidecar } from "../../dist/crosswalks/read.js";
import { pairRow } from "../../dist/crosswalks/write.js";
import { csvRow } from "../../dist/files/csv-writer.js";
import { plainFaults } from "../support/extracts.js";

const header = crosswalkColumns.join(",");
const read = (text: string) => {
  const { pairs, faults } = readCrosswalkCsv({ path: "crosswalks/sex.csv", shownAs: "crosswalks/sex.csv", text });
  return { pairs, faults: plainFaults(faults) };
};
const fault = (code: string, message: string, fix: string, line: number) => ({
  code,
  message,
  fix,
  where: { file: "crosswalks/sex.csv", line },
  exitCode: 2,
});
export const pair = (sourceCode: string, targetCode: string, more: Partial<CrosswalkPair> = {}): CrosswalkPair => ({
  sourceCode,
  sourceDescription: "source",
  targetCode,
  targetDescription: "target",
  validFrom: "",
  validTo: "",
  status: "draft",
  owner: "",
  approvedOn: "",
  ...more,
});

describe("crosswalk file", () => {
  it("gives its pairs, whatever its line ends, mark, blanks and order of columns", () => {
    const expected = [
      pair("M", "1", { sourceDescription: "Male", targetDescription: "Male, by birth" }),
      pair("F", "2", {
        validFrom: "2020-01-01",
        validTo: "2026-12-31",
        status: "approved",
        owner: "CCIO",
        approvedOn: "2026-02-25",
      }),
    ];
    const rows = [
      'M, Male ,1,"Male, by birth",,,draft,,',
      "F,source,2,target,2020-01-01,2026-12-31,approved,CCIO,2026-02-25",
    ];
    expect(read([header, ...rows, ""].join("\n"))).to.deep.equal({ pairs: expected, faults: [] });
    expect(read(`\ufeff${[header, ...rows].join("\r\n\r\n")}`)).to.deep.equal({ pairs: expected, faults: [] });
    const turned = [header, ...rows].map((row) => row.match(/("[^"]*"|[^,]*)(?:,|$)/g)!.slice(0, 9));
    const text = turned
      .map((cells) =>
        cells
          .map((c) => c.replace(/,$/, ""))
          .reverse()
          .join(","),
      )
      .join("\n");
    expect(read(text)).to.deep.equal({ pairs: expected, faults: [] });
  });

  it("has no outer blanks in its codes, in quotes or not", () => {
    expect(read(`${header}\n" M ",source," 1",target,,,draft,,\n`)).to.deep.equal({
      pairs: [pair("M", "1")],
      faults: [],
    });
  });

  it("has no pairs when it is a header alone", () => {
    expect(read(`${header}\n`)).to.deep.equal({ pairs: [], faults: [] });
  });

  it("is at fault when it lacks its header, even without rows", () => {
    expect(read("").faults.map(({ code }) => code)).to.deep.equal(["CROSSWALK_COLUMNS_MISSING"]);
    expect(read("source_code,target_code\n").faults.map(({ code }) => code)).to.deep.equal([
      "CROSSWALK_COLUMNS_MISSING",
    ]);
  });

  it("names the columns it lacks", () => {
    expect(read("source_code,target_code,status\nM,1,draft\n")).to.deep.equal({
      pairs: [],
      faults: [
        fault(
          "CROSSWALK_COLUMNS_MISSING",
          "The crosswalk file lacks the column(s) source_description, target_description, valid_from, valid_to, owner, approved_on.",
          "Give it all nine columns, with empty cells where nothing is known.",
          1,
        ),
      ],
    });
  });

  const unreadable: readonly (readonly [string, string, number, string])[] = [
    ["a row of another length", "M,Male,1\n", 2, "Invalid Record Length: columns length is 9, got 3 on line 2"],
    [
      "an open quote",
      '\n"M,a,1,b,,,draft,,\n',
      3,
      "Quote Not Closed: the parsing is finished with an opening quote at line 3",
    ],
  ];
  for (const [what, rows, line, why] of unreadable) {
    it(`is no valid CSV with ${what}`, () => {
      expect(read(`${header}\n${rows}`)).to.deep.equal({
        pairs: [],
        faults: [fault("CROSSWALK_UNREADABLE", `The crosswalk file is no valid CSV: ${why}.`, "Mend the line.", line)],
      });
    });
  }

  const invalid: readonly (readonly [string, string, string])[] = [
    [",a,1,b,,,draft,,", "source_code", "a pair needs a source_code"],
    ['" ",a,1,b,,,draft,,', "source_code", "a pair needs a source_code"],
    ["M,a,,b,,,draft,,", "target_code", "a pair needs a target_code"],
    ["M,a,1,b,01/02/2020,,draft,,", "valid_from", "a date is written YYYY-MM-DD"],
    ["M,a,1,b,,20200201,draft,,", "valid_to", "a date is written YYYY-MM-DD"],
    ["M,a,1,b,,,approved,me,today", "approved_on", "a date is written YYYY-MM-DD"],
    ["M,a,1,b,,,live,,", "status", 'Invalid option: expected one of "draft"|"approved"|"retired"'],
    ["M,a,1,b,,,Draft,,", "status", 'Invalid option: expected one of "draft"|"approved"|"retired"'],
  ];
  for (const [row, column, why] of invalid) {
    it(`leaves the pair "${row}" out, naming ${column} and the line`, () => {
      expect(read(`${header}\nF,source,2,target,,,draft,,\n\n${row}\n`)).to.deep.equal({
        pairs: [pair("F", "2")],
        faults: [
          fault("CROSSWALK_PAIR_INVALID", `The pair's ${column} is not as expected: ${why}.`, "Mend the cell.", 4),
        ],
      });
    });
  }

  it("gives the right lines where line ends are mixed", () => {
    const { faults } = read(`${header}\nM,,1,x,,,draft,,\r\nF,,2,x,,,draft,,\r\nX,,3,x,,,draft,,\n`);
    expect(faults.map(({ where }) => (where as { line: number }).line)).to.deep.equal([2, 3, 4]);
  });

  it("names every faulty cell of a pair", () => {
    expect(read(`${header}\n,a,,b,x,,draft,,\n`).faults.map(({ message }) => message.split(" ")[2])).to.deep.equal([
      "source_code",
      "target_code",
      "valid_from",
    ]);
  });

  it("names pairs of bare codes, codes that stand twice and approvals that nobody gave", () => {
    const rows = [
      "M,,1,Male,,,draft,,",
      "F,Female,2,,,,draft,,",
      "F,source,3,target,,,draft,,",
      "F,source,9,target,,,retired,,",
      "X,source,9,target,,,retired,,",
      "X,source,9,target,,,approved,CCIO,",
      "Y,source,9,target,,,approved,,2026-01-01",
    ];
    const undescribed = "Give source_description and target_description: a pair of bare codes hides a wrong one.";
    const incomplete = "Give owner and approved_on, or set the status to draft.";
    expect(read([header, ...rows].join("\n")).faults).to.deep.equal([
      fault(
        "CROSSWALK_PAIR_UNDESCRIBED",
        'The pair of "M" does not say on both sides what its codes mean.',
        undescribed,
        2,
      ),
      fault(
        "CROSSWALK_PAIR_UNDESCRIBED",
        'The pair of "F" does not say on both sides what its codes mean.',
        undescribed,
        3,
      ),
      fault("CROSSWALK_CODE_TWICE", '"F" already has a pair on line 3.', "Keep one of the two, or retire one.", 4),
      fault("CROSSWALK_APPROVAL_INCOMPLETE", 'The pair of "X" is approved, but not by whom and when.', incomplete, 7),
      fault("CROSSWALK_APPROVAL_INCOMPLETE", 'The pair of "Y" is approved, but not by whom and when.', incomplete, 8),
    ]);
  });

  it("is written as it is read", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "B", ",", '"', "\n", "é", "1"), minLength: 1, maxLength: 6 });
    const word = text.map((value) => value.trim() || "x");
    const pairs = fc.uniqueArray(
      fc.record({ sourceCode: word, sourceDescription: word, targetCode: word, targetDescription: word }),
      { selector: ({ sourceCode }) => sourceCode },
    );
    fc.assert(
      fc.property(pairs, (records) => {
        const expected = records.map((record) => pair("", "", record));
        const file = [header, ...expected.map((one) => csvRow(pairRow(one)))].join("\r\n");
        expect(read(file)).to.deep.equal({ pairs: expected, faults: [] });
      }),
    );
  });
});

describe("crosswalk", () => {
  it("translates codes as written, and has no target for retired or missing ones", () => {
    const crosswalk = new Crosswalk("sex", [
      pair("M", "1"),
      pair("m", "3", { status: "approved" }),
      pair("F", "2", { status: "retired" }),
    ]);
    expect(["M", "m", "F", "X", "", " M", "constructor"].map((code) => crosswalk.target(code))).to.deep.equal([
      "1",
      "3",
      ...Array(5).fill(undefined),
    ]);
  });

  it("takes pairs of later layers over those of earlier ones, in order of codes", () => {
    const layers = layerPairs([pair("B", "1"), pair("A", "1")], [pair("B", "2"), pair("C", "2")], [pair("a", "3")]);
    expect(layers.map(({ sourceCode, targetCode }) => [sourceCode, targetCode])).to.deep.equal([
      ["A", "1"],
      ["B", "2"],
      ["C", "2"],
      ["a", "3"],
    ]);
  });

  it("lets a later layer retire a pair, but not a retired pair hide a usable one of its own layer", () => {
    const retired = pair("M", "9", { status: "retired" });
    const target = (...layers: CrosswalkPair[][]) => new Crosswalk("sex", layerPairs(...layers)).target("M");
    expect(target([pair("M", "1"), retired])).to.equal("1");
    expect(target([retired, pair("M", "1")])).to.equal("1");
    expect(target([pair("M", "1")], [retired])).to.equal(undefined);
    expect(target([retired], [pair("M", "1")])).to.equal("1");
  });
});

describe("crosswalk sidecar", () => {
  const sidecar = (text: string) => {
    const { definition, place, faults } = readCrosswalkSidecar({ path: "x", shownAs: "crosswalks/ward.yaml", text });
    return { definition, place, faults: plainFaults(faults) };
  };

  it("names master file and code set, with the place of the master", () => {
    const text =
      "crosswalk: ward\ntitle: Wards\ncodeSet: nhs.ward\nmaster:\n  table: WARD\n  code: Code\n  description: Name\n";
    expect(sidecar(text)).to.deep.equal({
      definition: { name: "ward", codeSet: "nhs.ward", master: { table: "WARD", code: "Code", description: "Name" } },
      place: { file: "crosswalks/ward.yaml", line: 4, column: 1 },
      faults: [],
    });
  });

  it("needs neither", () => {
    expect(sidecar("crosswalk: ward\ntitle: Wards\n")).to.deep.equal({
      definition: { name: "ward", codeSet: undefined, master: undefined },
      place: { file: "crosswalks/ward.yaml", line: 1, column: 1 },
      faults: [],
    });
  });

  const head = "crosswalk: ward\ntitle: Wards\nmaster:\n";
  const faulty: readonly (readonly [string, string, string, string, number, number])[] = [
    [
      "both a table and a view",
      `${head}  { table: A, view: pmi.a, code: c, description: d }\n`,
      "FILE_INVALID_VALUE",
      '"master" is not as expected: a master is a table or a view, one of the two.',
      3,
      1,
    ],
    [
      "neither table nor view",
      `${head}  { code: c, description: d }\n`,
      "FILE_INVALID_VALUE",
      '"master" is not as expected: a master is a table or a view, one of the two.',
      3,
      1,
    ],
    [
      "a view without its plugin",
      `${head}  view: wards\n  code: c\n  description: d\n`,
      "FILE_INVALID_VALUE",
      '"master.view" is not as expected: a view is named plugin.view.',
      4,
      3,
    ],
    [
      "a misspelt key",
      `${head}  table: A\n  code: c\n  description: d\n  taget: t\n`,
      "FILE_UNKNOWN_KEY",
      '"taget" is not known here in "master".',
      7,
      3,
    ],
    [
      "no name",
      "title: Wards\n",
      "FILE_INVALID_VALUE",
      '"crosswalk" is not as expected: invalid input: expected string, received undefined.',
      1,
      1,
    ],
  ];
  for (const [what, text, code, message, line, column] of faulty) {
    it(`is refused with ${what}`, () => {
      const { definition, faults } = sidecar(text);
      expect(definition).to.equal(undefined);
      expect(faults.map((one) => [one.code, one.message, one.where])).to.deep.equal([
        [code, message, { file: "crosswalks/ward.yaml", line, column }],
      ]);
    });
  }
});
