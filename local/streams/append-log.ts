import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from 'node:fs';

/**
 * Lines of JSON in a file. A line is with the operating system before `append` returns, so it survives a killed
 * process (a power cut may take the last lines).
 */
export type AppendLog = {
  /** The lines of earlier runs. A last line that was cut off is dropped. */
  read(): unknown[];
  append(line: object): void;
  /** Replaces all lines at once. */
  rewrite(lines: readonly object[]): void;
  /** Bytes. */
  size(): number;
  close(): void;
};

/** @param path of the file; absent: nothing is kept, the log only counts */
export function openAppendLog(path?: string): AppendLog {
  return path === undefined ? forgetful() : onDisk(path);
}

function forgetful(): AppendLog {
  return { read: () => [], append: () => {}, rewrite: () => {}, size: () => 0, close: () => {} };
}

function onDisk(path: string): AppendLog {
  const { lines, bytes } = readWholeLines(path);
  let file = openSync(path, 'a');
  let size = bytes;
  return {
    read: () => lines,
    append: (line) => {
      size += writeSync(file, `${JSON.stringify(line)}\n`);
    },
    rewrite: (kept) => {
      closeSync(file);
      size = replaceFile(path, kept);
      file = openSync(path, 'a');
    },
    size: () => size,
    close: () => closeSync(file),
  };
}

function readWholeLines(path: string): { lines: unknown[]; bytes: number } {
  if (!existsSync(path)) return { lines: [], bytes: 0 };
  const content = readFileSync(path);
  const bytes = content.lastIndexOf('\n') + 1;
  if (bytes < content.length) truncateSync(path, bytes);
  const texts = content.subarray(0, bytes).toString('utf8').split('\n').filter(Boolean);
  return { lines: texts.map((text) => JSON.parse(text)), bytes };
}

function replaceFile(path: string, lines: readonly object[]): number {
  const file = openSync(`${path}.new`, 'w');
  const size = writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  return size;
}
