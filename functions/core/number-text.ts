import { day, hour, minute } from './time.ts';

const thousands = new Intl.NumberFormat('en-US');

/** `1,204` */
export function countText(count: number): string {
  return thousands.format(count);
}

/**
 * `61 %`, `97.5 %`: tenths only where they tell, near the ends. Cut, not rounded: a value below a threshold never reads
 * as if it had reached it.
 */
export function percentText(share: number): string {
  const tenths = Math.floor(Math.abs(share) * 1000 + 1e-6);
  const nearAnEnd = tenths < 100 || tenths > 900;
  const percent = nearAnEnd ? tenths / 10 : Math.floor(tenths / 10);
  return `${share < 0 && percent > 0 ? '-' : ''}${percent} %`;
}

/** `12 min`, `1 h 5 min`, `2 d 3 h`. @param millis not negative */
export function durationText(millis: number): string {
  const minutes = Math.floor(millis / minute);
  if (minutes < 1) return 'under 1 min';
  if (millis < hour) return `${minutes} min`;
  if (millis < day) return twoUnits(Math.floor(millis / hour), 'h', minutes % 60, 'min');
  return twoUnits(Math.floor(millis / day), 'd', Math.floor((millis % day) / hour), 'h');
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
