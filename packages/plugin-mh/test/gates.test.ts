import { gateFixtures } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { MhPlugin } from "@pas-migrate/plugin-mh";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";

describe("the rules of mental health", () => {
  for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), {
    plugins: [ReferencePlugin, PmiPlugin, AdtPlugin, MhPlugin],
  }))
    it(title, async () => expect(await differences()).to.deep.equal([]));
});
