import type { Html } from '../functions/core/html.ts';
import type { Address } from './address.ts';
import type { Question } from './question.ts';
import type { Screen } from './screen.ts';

/** One page: what it asks for, and how it shows the answers. */
export type Page = {
  title: string;
  asks(address: Address): readonly Question<unknown>[];
  show(screen: Screen): Html;
};
