/**
 * A line as a terminal may show it: what somebody else has written moves no cursor, begins no line and turns none around.
 */
export function printable(line: string): string {
  return line.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
}
