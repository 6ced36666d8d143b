import { defaultFieldResolver, type GraphQLSchema } from 'graphql';

/** Makes every mutation forget the edges that were read before it, so that the next of the same document shows the world as it is then. */
export function forgetEdgesAfterActs(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const act = field.resolve ?? defaultFieldResolver;
    field.resolve = async (root: unknown, args: Record<string, unknown>, context: { forgetEdges(): void }, info) => {
      const result: unknown = await act(root, args, context, info);
      context.forgetEdges();
      return result;
    };
  }
  return schema;
}
