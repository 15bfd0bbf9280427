/** The UTF-8 bytes of each Windows-1252 byte from 0x80 on. 81 8D 8F 90 9D have no character and never get here. */
const table: readonly Uint8Array[] = Array.from({ length: 128 }, (_, i) =>
  new TextEncoder().encode(new TextDecoder("windows-1252").decode(Uint8Array.of(i + 0x80))),
);

/** The UTF-8 bytes for a Windows-1252 byte of 0x80 or more. */
export function windows1252Bytes(byte: number): Uint8Array {
  return table[byte - 0x80];
}
