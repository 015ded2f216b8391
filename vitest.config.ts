import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/deploy/**'],
    testTimeout: 20_000,
    // The default leaves a core idle, and some of these take minutes.
    maxWorkers: '100%',
  },
});
