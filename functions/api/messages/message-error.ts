import { errorPage, explainError } from '../../core/errors/catalogue.ts';
import type { FaultEntry } from '../../core/fault/fault.ts';
import type { MessageEntry } from '../../core/message/entry.ts';
import type { MessageAnswer } from '../answers/messages.ts';

/** The error that a provider told, explained as far as its code is known here. */
export function messageError({
  errorCode: code,
  provider,
}: Pick<MessageEntry | FaultEntry, 'errorCode' | 'provider'>): MessageAnswer['error'] {
  if (code === undefined) return undefined;
  const known = explainError(code, provider);
  const source = known?.source.url ?? errorPage(code, provider);
  return { code, meaning: known?.meaning, retry: known?.retry, remedy: known?.remedy, source };
}
