import { gateFixtures } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { OpdPlugin } from "@pas-migrate/plugin-opd";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { expect } from "chai";

describe("the reference data's rules", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), {
    plugins: [ReferencePlugin, PmiPlugin, RttPlugin, OpdPlugin, AdtPlugin],
  }))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
