import { stories } from "@pas-migrate/core/testing";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { expect } from "chai";

describe("patient stories of referrals and waits", () => {
  for (const story of stories(new URL("../test/stories/", import.meta.url))) {
    it(story.title, async () => {
      expect(await story.differences({ plugins: [ReferencePlugin, PmiPlugin, RttPlugin] })).to.deep.equal([]);
    }).timeout(60_000);
  }
});
