import { combineText, type DateLayout, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";

/**
 * `rtt.judged`: a value that the row source has already judged; where it found a fault, the value is rejected with it.
 * `with: { layout }` writes a day (CCYYMMDD) as the load table has it. Sources: the value, the reason of the fault; any
 * others only go to quarantine.
 */
export const judged: Derivation = ([values, faults], { args, reject }) => {
  const layout = args.layout as DateLayout | undefined;
  return combineText([values, faults], ([value, fault], row) => {
    if (fault !== null && fault !== "") {
      reject(row, fault);
      return null;
    }
    if (value === null || layout === undefined) return value;
    const moment = momentOf(value);
    return moment && formatMoment(moment, layout);
  });
};
