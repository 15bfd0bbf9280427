import { stories } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { plugins } from "./support/migrate.js";

describe("patient stories", () => {
  for (const story of stories(new URL("../test/stories/", import.meta.url))) {
    it(story.title, async () => {
      expect(await story.differences({ plugins })).to.deep.equal([]);
    });
  }
});
