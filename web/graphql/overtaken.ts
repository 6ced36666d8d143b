import { stringifyDocument, type Exchange, type Operation } from 'urql';
import { pipe, tap } from 'wonka';

const underWay = new Map<number, { operation: Operation; isOvertaken: boolean }>();

/**
 * Says that what these fields tell has changed: an answer to them that is still on its way may be from before. The client drops what the cache
 * asks again while the same is being asked.
 */
export function overtake(fields: readonly string[]): void {
  const named = new RegExp(`\\b(?:${fields.join('|')})\\b`);
  for (const one of underWay.values()) one.isOvertaken ||= named.test(stringifyDocument(one.operation.query));
}

/** Asks once more, after the answer, what was overtaken while it was asked. */
export const overtakenExchange: Exchange = ({ client, forward }) => operations => pipe(
  operations,
  tap(operation => {
    if (operation.kind === 'query') underWay.set(operation.key, { operation, isOvertaken: false });
    else if (operation.kind === 'teardown') underWay.delete(operation.key);
  }),
  forward,
  tap(result => {
    const one = underWay.get(result.operation.key);
    underWay.delete(result.operation.key);
    if (!one?.isOvertaken || result.error) return;
    client.reexecuteOperation(client.createRequestOperation('query', one.operation, { ...one.operation.context, requestPolicy: 'network-only' }));
  }),
);
