import { gateFixtures } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { expect } from "chai";

describe("the patient index's rules", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), {
    plugins: [PmiPlugin, RttPlugin, AdtPlugin],
  }))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
