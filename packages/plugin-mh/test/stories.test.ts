import { stories } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { MhPlugin } from "@pas-migrate/plugin-mh";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";
import { plugins, trust } from "./support/migrate.js";

describe("stories of detained patients", () => {
  for (const story of stories(new URL("../test/stories/", import.meta.url))) {
    it(story.title, async () => {
      expect(await story.differences({ plugins, overlays: [trust] })).to.deep.equal([]);
    });
  }
});

describe("stories of detained patients with their episodes and ward stays", () => {
  const whole = [ReferencePlugin, PmiPlugin, AdtPlugin, MhPlugin];

  for (const story of stories(new URL("../test/spells/", import.meta.url))) {
    it(story.title, async () => {
      expect(await story.differences({ plugins: whole, overlays: [trust] })).to.deep.equal([]);
    });
  }
});
