import type { Scene, SceneOptions } from "@pas-migrate/core/mock";
import { type Hospital, type Life, lifeOf } from "@pas-migrate/lives";
import { openScene as openWhole } from "./scene.js";

/** Only the patients of the mock hospital who wait, or came off a list without an admission: they are few. */
export function openScene(options: SceneOptions): Scene<Hospital, Life> {
  const whole = openWhole(options);
  const lives: Life[] = [];
  let next = 0;
  return {
    ...whole,
    lifeOf(index) {
      for (; lives.length <= index; next += 1) {
        const life = lifeOf(whole.hospital, next);
        if (life.entries.some(({ spell }) => spell === undefined)) lives.push(life);
      }
      return lives[index];
    },
  };
}
