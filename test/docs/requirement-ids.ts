/** `O-01` to `O-19`; `X-1` to `X-23`. */
function series(prefix: string, count: number, digits = 2): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(digits, '0')}`);
}

/** Every requirement, in the order of docs/requirements.md. A new one is added here first. */
export const requirementIds: readonly string[] = [
  ...series('O-', 19),
  ...series('M-', 29),
  ...series('B-', 29),
  ...series('F-', 3),
  ...series('A-', 45),
  ...series('R-', 31),
  ...series('E-', 5),
  ...series('D-', 20),
  ...series('P-', 25),
  ...series('L-', 12),
  ...series('T-', 7),
  ...series('K-', 3),
  ...series('I-', 17),
  ...series('C-', 10),
  ...series('Q-', 11),
  ...series('X-', 23, 1),
  ...series('trap-T', 20, 1),
  ...series('trap-S', 24, 1),
  ...series('P-', 7, 1),
  '4.9',
  ...series('S-', 11, 1),
];
