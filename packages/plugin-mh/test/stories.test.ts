import { stories } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { plugins, trust } from "./support/migrate.js";

describe("stories of detained patients", () => {
  for (const story of stories(new URL("../test/stories/", import.meta.url))) {
    it(story.title, async () => {
      expect(await story.differences({ plugins, overlays: [trust] })).to.deep.equal([]);
    });
  }
});
