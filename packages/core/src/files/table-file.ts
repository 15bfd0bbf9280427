/** A table's name as the beginning of a file's name: `feed:users` becomes `feed.users`, for Windows knows no colon there. */
export function tableFile(table: string): string {
  return table.replace(":", ".");
}
