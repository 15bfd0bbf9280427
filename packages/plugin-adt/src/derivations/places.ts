import { combineText, type Derivation, trimText } from "@pas-migrate/core";

/** `adt.bedLocation`: room and bed in one text, as far as they are held. Sources: the room, the bed. */
export const bedLocation: Derivation = (columns) =>
  combineText(columns, (cells) => {
    const held = cells.map((cell) => cell?.trim() ?? "").filter((cell) => cell !== "");
    return held.length === 0 ? null : held.join(" ");
  });

/** `adt.placeInSpell`: the place of an episode among those of its spell, by time. Sources: the place, from 1. */
export const placeInSpell: Derivation = ([place]) => trimText(place);
