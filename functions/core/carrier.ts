import { remember } from './remember.ts';

/**
 * Carriers as providers and teams write them, by the name we count them under. Names seen in Telnyx's `to[].carrier`
 * and in common look-up services.
 */
const names: readonly (readonly [RegExp, string])[] = [
  [/^t-?mobile|^metro ?pcs|^sprint/i, 'T-Mobile'],
  [/^at ?& ?t|^att\b|^new cingular|^cingular|^cricket|^firstnet/i, 'AT&T'],
  [/^verizon|^cellco|^visible/i, 'Verizon'],
  [/^u\.? ?s\.? ?cellular|^united states cellular|^uscc/i, 'US Cellular'],
  [/^google|^bandwidth/i, 'Bandwidth'],
  [/^rogers|^fido/i, 'Rogers'],
  [/^bell (mobility|canada)|^virgin.*canada/i, 'Bell'],
  [/^telus|^koodo/i, 'Telus'],
];

/** The names on the list: a bounded set, whatever others write. */
export const listedCarriers: ReadonlySet<string> = new Set(names.map(([, name]) => name));

/** One spelling per carrier: `T-MOBILE USA, INC.` → `T-Mobile`; an unlisted name keeps its words; none is `unknown`. */
export function normaliseCarrier(text: string | undefined): string {
  return text === undefined ? 'unknown' : normalised(text);
}

const normalised = remember(1000, (text) => {
  const name = text.trim().replace(/[#|]/g, ' ').replace(/\s+/g, ' ').slice(0, 48);
  if (name === '') return 'unknown';
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? withoutCompanyForm(name);
});

function withoutCompanyForm(name: string): string {
  return name.replace(/,? (inc|llc|ltd|corp|co|gmbh|s\.?a\.?|plc)\.?$/i, '').trim() || 'unknown';
}
