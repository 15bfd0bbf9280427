export { ByteBuffer } from "./byte-buffer.js";
export {
  blankMoment,
  type DateLayout,
  type DateResult,
  daysInMonth,
  formatDates,
  formatMoment,
  type Moment,
  momentNumber,
  momentNumbers,
  momentOf,
  readMoment,
} from "./dates.js";
export { coalesceText, combineText, mapText } from "./map.js";
export { type ByteSource, type PackedBatch, PackedFormatError, type PackedLayout, PackedReader } from "./packed.js";
export { blankRows, type Columns, columnsOf, tableOf, takeColumn, takeRows } from "./take.js";
export {
  constantText,
  emptyText,
  filledRows,
  isText,
  type TextBytes,
  textAt,
  textBytes,
  textFrom,
  textStrings,
  textVector,
} from "./text.js";
export { CodeTranslator, type Translation } from "./translate.js";
export { trimText } from "./trim.js";
