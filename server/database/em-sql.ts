import type { EntityManager } from '@mikro-orm/postgresql';
import type { Sql, Statement } from './sql.ts';

/**
 * Statements inside the entity manager's transaction, so that they see what it wrote. MikroORM's connection hands times
 * over as text and spreads arrays, so a statement used here returns its times in JSON and takes lists as `uuidList`.
 */
export function sqlOf(em: EntityManager): Pick<Sql, 'query' | 'one'> {
  const query = async <Row>({ text }: Statement<Row>, values: readonly unknown[] = []): Promise<Row[]> => {
    const inOrder: unknown[] = [];
    const marked = text.replace(/\$(\d+)/g, (_, place: string) => {
      inOrder.push(values[Number(place) - 1]);
      return '?';
    });
    return em.execute(marked, inOrder);
  };
  return { query, one: async (statement, values) => (await query(statement, values))[0] };
}
