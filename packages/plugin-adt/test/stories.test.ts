import { stories } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";

describe("patient stories of admissions", () => {
  for (const story of stories(new URL("../test/stories/", import.meta.url))) {
    it(story.title, async () => {
      expect(await story.differences({ plugins: [ReferencePlugin, PmiPlugin, AdtPlugin] })).to.deep.equal([]);
    });
  }
});
