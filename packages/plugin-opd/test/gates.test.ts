import { gateFixtures } from "@pas-migrate/core/testing";
import { OpdPlugin } from "@pas-migrate/plugin-opd";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { expect } from "chai";

describe("the rules of clinics, outpatient lists and their bookings", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), {
    plugins: [ReferencePlugin, PmiPlugin, RttPlugin, OpdPlugin],
  }))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
