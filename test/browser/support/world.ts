import type { Browser } from 'playwright-core';
import type { RunningProduct } from '../../local/support/running-product.ts';

/** What tests share; both are there once the tests begin. */
export type World = { product: RunningProduct; browser: Browser };
