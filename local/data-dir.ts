import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartError } from './settings.ts';

/** `kept`: where the store is kept; absent: in memory. `dir`: for files that have to exist in any case. */
export type DataDir = { dir: string; kept: string | undefined; discard(): void };

/** @throws StartError if the directory cannot be made */
export function dataDir(given: string | undefined): DataDir {
  if (given === undefined) {
    const dir = mkdtempSync(join(tmpdir(), 'wirewatch-'));
    return { dir, kept: undefined, discard: () => rmSync(dir, { recursive: true, force: true }) };
  }
  const dir = resolve(given);
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw new StartError(`${dir} cannot be used: ${error instanceof Error ? error.message : error}`);
  }
  return { dir, kept: dir, discard: () => {} };
}
