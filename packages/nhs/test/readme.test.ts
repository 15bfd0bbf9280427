import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const samples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

/** Turns each line `expression; // => value` of a sample into an assertion. */
function asModule(sample: string): { readonly code: string; readonly results: number } {
  let results = 0;
  const code = sample.replace(/^(.+); \/\/ => (.+)$/gm, (_, expression: string, value: string) => {
    results++;
    return `assert.deepEqual(${expression}, ${value});`;
  });
  return { code: `import { strict as assert } from "node:assert";\n${code}`, results };
}

describe("README.md", () => {
  samples.forEach((sample, i) => {
    it(`has a sample ${i + 1} that does what it says`, async () => {
      const { code, results } = asModule(sample);
      expect(results).to.be.greaterThan(0);
      const file = new URL(`./readme-sample-${i + 1}.mjs`, import.meta.url);
      writeFileSync(file, code);
      await import(file.href);
    });
  });

  it("shows a data file as it is", () => {
    const [, shown] = /^```json\n(.*?)^```$/ms.exec(readme)!;
    const file = new URL(`../nhs-code-sets/${JSON.parse(shown).id}.json`, import.meta.url);
    expect(shown).to.equal(readFileSync(file, "utf8"));
  });

  it("has a sample for every exported function", async () => {
    const exported = Object.keys(await import("@pas-migrate/nhs"));
    expect(exported.filter((name) => !samples.some((sample) => sample.includes(name)))).to.deep.equal([]);
  });
});
