import { makeSchema } from './schema.ts';

await makeSchema(process.argv[2] ?? 'schema.graphql');
