import { gateFixtures } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { IwlPlugin } from "@pas-migrate/plugin-iwl";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { expect } from "chai";

describe("the rules of inpatient waiting lists", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), {
    plugins: [ReferencePlugin, PmiPlugin, RttPlugin, IwlPlugin, AdtPlugin],
  }))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
