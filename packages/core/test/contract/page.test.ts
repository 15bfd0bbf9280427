import { readFileSync } from "node:fs";
import { expect } from "chai";
import { contractSchema, directForms, mappingClasses, overlaySchema } from "../../dist/contract/schema.js";
import { readLocatedYaml } from "../../dist/files/located-yaml.js";
import { schemaKeys } from "../../dist/files/schema-keys.js";

const page = readFileSync(new URL("../../../../docs/reference/contract.md", import.meta.url), "utf8");

/** The first cells of the page's tables, without their quotes. */
const explained = [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name]) => name);
const samples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => text);

const keysAt = (
  schema: typeof contractSchema | typeof overlaySchema,
  paths: readonly (readonly (string | number)[])[],
) => paths.flatMap((path) => schemaKeys(schema, path));

describe("the reference page of contract files", () => {
  const keys = new Set([
    ...keysAt(contractSchema, [[], ["rows"], ["rows", "parents", 0], ["fields", "any"]]),
    ...keysAt(overlaySchema, [[], ["fields", "any"], ["fields", "any", "set"], ["fields", "any", "override"]]),
  ]);
  // `class` has a table of its own: its values.
  keys.delete("class");

  it("explains every key of the schema, every class and every form, and no other", () => {
    expect(keys.size).to.be.above(30);
    expect([...new Set(explained)].sort()).to.deep.equal([...keys, ...mappingClasses, ...directForms].sort());
  });

  it("has samples that the schema takes", () => {
    const [contract, overlay] = samples;
    expect(samples).to.have.length(2);
    expect(readLocatedYaml(contract, "contract.md", contractSchema as never).faults).to.deep.equal([]);
    expect(readLocatedYaml(overlay, "contract.md", overlaySchema as never).faults).to.deep.equal([]);
  });
});
