import { MigrationError, readLocatedYaml } from "@pas-migrate/core";
import { expect } from "chai";
import { z } from "zod";
import { schemaKeys } from "../../dist/files/schema-keys.js";
import { plainFaults } from "../support/extracts.js";

const field = z.discriminatedUnion("class", [
  z.strictObject({ class: z.literal("DIRECT"), source: z.string() }),
  z.strictObject({ class: z.literal("LOOKUP"), source: z.string(), crosswalk: z.string().optional() }),
]);
const schema = z.strictObject({
  table: z.string(),
  order: z.int().positive().optional(),
  keys: z.array(z.strictObject({ name: z.string() })).optional(),
  fields: z.record(z.string(), field).optional(),
  either: z.union([z.strictObject({ one: z.string() }), z.array(z.string()), z.string()]).optional(),
});

const faultsIn = (text: string, wording?: Parameters<typeof readLocatedYaml>[3]) => {
  const { yaml, faults } = readLocatedYaml(text, "x.yaml", schema as z.ZodType<unknown>, wording);
  expect(yaml === undefined).to.equal(faults.length > 0);
  return plainFaults(faults);
};

const invalid = (message: string, line: number, column: number) => ({
  code: "FILE_INVALID_VALUE",
  message,
  fix: "Give a value of the expected form.",
  where: { file: "x.yaml", line, column },
  exitCode: 2,
});

const unknown = (message: string, fix: string, line: number, column: number) => ({
  code: "FILE_UNKNOWN_KEY",
  message,
  fix,
  where: { file: "x.yaml", line, column },
  exitCode: 2,
});

const broken = (message: string, line: number, column: number) => ({
  code: "FILE_INVALID_YAML",
  message: `The file is not valid YAML: ${message}.`,
  fix: "Mend the line.",
  where: { file: "x.yaml", line, column },
  exitCode: 2,
});

describe("located YAML", () => {
  it("gives the value, and the place of each of its parts", () => {
    const text =
      "# first\ntable: A\nkeys:\n  - name: x\n  - { name: y }\nfields:\n  f: { class: DIRECT, source: S.x }\n";
    const { yaml, faults } = readLocatedYaml(text, "x.yaml", schema);
    expect(faults).to.deep.equal([]);
    expect(yaml?.file).to.equal("x.yaml");
    expect(yaml?.value).to.deep.equal({
      table: "A",
      keys: [{ name: "x" }, { name: "y" }],
      fields: { f: { class: "DIRECT", source: "S.x" } },
    });
    const places: readonly (readonly [readonly (string | number)[], number, number])[] = [
      [[], 2, 1],
      [["table"], 2, 1],
      [["keys"], 3, 1],
      [["keys", 0], 4, 5],
      [["keys", 1, "name"], 5, 7],
      [["fields", "f"], 7, 3],
      [["fields", "f", "source"], 7, 23],
      [["fields", "g"], 6, 1],
      [["keys", 7, "name"], 3, 1],
      [["nothing", "here"], 2, 1],
      [["table", "deeper"], 2, 1],
    ];
    for (const [path, line, column] of places)
      expect(yaml?.at(path), path.join(".")).to.deep.equal({ file: "x.yaml", line, column });
  });

  it("says where a value is not as expected", () => {
    expect(faultsIn("table: A\norder: many\n")).to.deep.equal([
      invalid('"order" is not as expected: invalid input: expected number, received string.', 2, 1),
    ]);
    expect(faultsIn("order: 0\n")).to.deep.equal([
      invalid('"table" is not as expected: invalid input: expected string, received undefined.', 1, 1),
      invalid('"order" is not as expected: too small: expected number to be >0.', 1, 1),
    ]);
    expect(faultsIn("table: A\nkeys:\n  - name: x\n  - name: 7\n")).to.deep.equal([
      invalid('"keys.1.name" is not as expected: invalid input: expected string, received number.', 4, 5),
    ]);
  });

  it("says so of a file that is empty or holds no mapping", () => {
    expect(faultsIn("")).to.deep.equal([
      invalid("The file is not as expected: invalid input: expected object, received null.", 1, 1),
    ]);
    expect(faultsIn("\n- a\n")).to.deep.equal([
      invalid("The file is not as expected: invalid input: expected object, received array.", 2, 1),
    ]);
  });

  it("names each unknown key, where it stands, and what may have been meant", () => {
    expect(faultsIn("table: A\nordr: 1\nzzzzzzzz: 2\nkeys:\n  - name: x\n    nmae: y\n")).to.deep.equal([
      unknown('"nmae" is not known here in "keys.0".', 'Remove it or mend its name. Did you mean "name"?', 6, 5),
      unknown('"ordr" is not known here.', 'Remove it or mend its name. Did you mean "order"?', 2, 1),
      unknown('"zzzzzzzz" is not known here.', "Remove it or mend its name.", 3, 1),
    ]);
    expect(faultsIn("table: A\nfields:\n  f: { class: LOOKUP, source: x, croswalk: y }\n")).to.deep.equal([
      unknown(
        '"croswalk" is not known here in "fields.f".',
        'Remove it or mend its name. Did you mean "crosswalk"?',
        3,
        34,
      ),
    ]);
  });

  it("speaks of the branch of a union that comes nearest", () => {
    expect(faultsIn("table: A\neither:\n  one: 1\n")).to.deep.equal([
      invalid('"either.one" is not as expected: invalid input: expected string, received number.', 3, 3),
    ]);
    expect(faultsIn("table: A\neither: [a, 2]\n")).to.deep.equal([
      invalid('"either.1" is not as expected: invalid input: expected string, received number.', 2, 13),
    ]);
  });

  it("reports every fault of the syntax with its line and column", () => {
    expect(faultsIn("table: A\nkeys: [a\n")).to.deep.equal([
      broken("Flow sequence in block collection must be sufficiently indented and end with a ]", 3, 1),
    ]);
    expect(faultsIn('table: "A\n')).to.deep.equal([broken('Missing closing "quote', 2, 1)]);
    expect(faultsIn("table: A\n\ttabs: 1\n").map(({ code, where }) => [code, where])).to.deep.equal([
      ["FILE_INVALID_YAML", { file: "x.yaml", line: 2, column: 1 }],
    ]);
  });

  it("reports a key that stands twice, in the general wording or in the reader's own", () => {
    const text = 'table: A\nfields:\n  f: { class: DIRECT, source: x }\n  "f": { class: DIRECT, source: y }\n';
    expect(faultsIn(text)).to.deep.equal([broken("Map keys must be unique", 4, 3)]);
    const own = faultsIn(
      text,
      (kind, key, where) => new MigrationError({ code: "OWN", message: `${kind} ${key}`, fix: "", where }, 2),
    );
    expect(own).to.deep.equal([
      { code: "OWN", message: "DUPLICATE_KEY f", fix: "", where: { file: "x.yaml", line: 4, column: 3 }, exitCode: 2 },
    ]);
    expect(faultsIn(text, () => undefined)).to.deep.equal([broken("Map keys must be unique", 4, 3)]);
  });
});

describe("keys of a schema", () => {
  it("are those of the path, of all branches of a union, through optional, default and list", () => {
    const nested = z.object({
      list: z.array(z.object({ a: z.string() })).default([]),
      pick: z.union([z.object({ b: z.string() }), z.object({ c: z.string(), b: z.string() })]).optional(),
      piped: z.object({ d: z.string() }).transform((value) => value.d),
      map: z.record(z.string(), z.object({ e: z.string() })),
    });
    expect(schemaKeys(nested, [])).to.deep.equal(["list", "pick", "piped", "map"]);
    expect(schemaKeys(nested, ["list", 0])).to.deep.equal(["a"]);
    expect(schemaKeys(nested, ["pick"])).to.deep.equal(["b", "c"]);
    expect(schemaKeys(nested, ["piped"])).to.deep.equal(["d"]);
    expect(schemaKeys(nested, ["map", "any"])).to.deep.equal(["e"]);
    expect(schemaKeys(nested, ["nowhere"])).to.deep.equal([]);
    expect(schemaKeys(nested, ["list", 0, "a", "deeper"])).to.deep.equal([]);
  });
});
