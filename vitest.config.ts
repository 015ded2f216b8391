import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes begins first: what is short fills the gaps, and no core waits for the last long one. */
const slow = [
  'evaluate/golden',
  'count/month',
  'count/exactly-once',
  'local/simulator',
  'local/exact',
  'browser/console',
  'alertmanager/alertmanager',
  'api/contract',
  'local/start',
];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = slow.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return found === -1 ? slow.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/deploy/**'],
    testTimeout: 20_000,
    // The default leaves a core idle, and some of these take minutes.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
  },
});
