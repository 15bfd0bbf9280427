import { momentOf, onDay } from "@pas-migrate/core/mock";
import type { Chart } from "./chart.js";
import type { Leave, Spell } from "./model.js";
import { emergencySpell } from "./stay.js";

/** Longer ago than anybody in hospital today came. */
const NIGHTS = 14;

/**
 * The stay of a patient who is in hospital when the snapshot is taken: every fiftieth, so that a small hospital has some. Of
 * these every other one is at home until tomorrow.
 */
export function presentSpell(chart: Chart): Spell | undefined {
  const { alive, from, hospital, index } = chart;
  if (!alive || index % 50 !== 37) return undefined;
  const random = chart.aside("present");
  const day = hospital.today - random.between(4, NIGHTS - 5);
  if (day < from) return undefined;
  const spell = emergencySpell(chart, momentOf(day, random.between(0, 23), random.between(0, 59)), NIGHTS);
  return spell !== undefined && index % 100 === 37 ? atHome(chart, spell) : spell;
}

function atHome({ hospital }: Chart, spell: Spell): Spell {
  const leave: Leave = {
    from: hospital.snapshotAt - 240,
    to: momentOf(onDay(hospital.snapshotAt) + 1, 17, 30),
    isOpen: true,
  };
  const isBusy = [...spell.episodes, ...spell.wardStays].some(({ start }) => start >= leave.from);
  return isBusy ? spell : { ...spell, leaves: [...spell.leaves, leave] };
}
