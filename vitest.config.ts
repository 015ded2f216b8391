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

/** Their tests keep nothing and change nothing outside of themselves, so that one worker may run many files of them. */
const pure = ['act', 'channels', 'config', 'core', 'notify', 'providers', 'query', 'rules', 'views'];
const pureFiles = pure.map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: pureFiles, isolate: false } },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: ['test/deploy/**', ...pureFiles] },
      },
    ],
    testTimeout: 20_000,
    // The default leaves a core idle, and some of these take minutes.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
  },
});
