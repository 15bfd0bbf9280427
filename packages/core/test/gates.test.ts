import { gateFixtures } from "@pas-migrate/core/testing";
import { expect } from "chai";

describe("the general rules", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url)))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
