const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$9.36`; what is less than a cent says so. @param micros micro-dollars, not negative */
export function dollarText(micros: number): string {
  return micros > 0 && micros < 10_000 ? 'under $0.01' : dollars.format(micros / 1_000_000);
}
