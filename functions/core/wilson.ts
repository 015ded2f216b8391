/** The 97.5 % point of the normal distribution: bounds of 95 % confidence on both sides. */
const z = 1.959964;

/** Wilson's score interval of `hits` out of `sample` (SEMANTICS 4.11). Nothing is known of an empty sample: 0 to 1. */
export function wilsonInterval(hits: number, sample: number): { lower: number; upper: number } {
  if (sample === 0) return { lower: 0, upper: 1 };
  const p = hits / sample;
  const centre = p + z ** 2 / (2 * sample);
  const margin = z * Math.sqrt((p * (1 - p)) / sample + z ** 2 / (4 * sample ** 2));
  const scale = 1 + z ** 2 / sample;
  return { lower: Math.max(0, (centre - margin) / scale), upper: Math.min(1, (centre + margin) / scale) };
}
