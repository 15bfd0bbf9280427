/** How often each row stands in a table, whatever the order. @returns {Map<string, number>} */
export function countRows(rows) {
  const counts = new Map();
  for (const row of rows) {
    const text = row.map((cell) => cell ?? "").join("\u0000");
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

export function sameCounts(left, right) {
  if (left.size !== right.size) return false;
  for (const [row, count] of left) if (right.get(row) !== count) return false;
  return true;
}

/** How many rows stand on the left and not on the right. */
export function surplus(left, right) {
  let rows = 0;
  for (const [row, count] of left) rows += Math.max(0, count - (right.get(row) ?? 0));
  return rows;
}
