import { gateFixtures } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { IwlPlugin } from "@pas-migrate/plugin-iwl";
import { OpdPlugin } from "@pas-migrate/plugin-opd";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { expect } from "chai";

describe("the patient index's rules", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), {
    plugins: [PmiPlugin, RttPlugin, OpdPlugin, IwlPlugin, AdtPlugin],
  }))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
