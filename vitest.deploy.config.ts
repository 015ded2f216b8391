import { defineConfig } from 'vitest/config';

// One file, in order: a deployment and what happens to it.
export default defineConfig({
  test: {
    include: ['test/deploy/**/*.test.ts'],
    fileParallelism: false,
    bail: 1,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
