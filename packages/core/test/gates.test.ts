import { gateFixtures } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { Dated } from "./support/dated.js";

describe("the general rules", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), { plugins: [Dated] }))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
