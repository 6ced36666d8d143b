import { graphql } from '../graphql/generated/index.ts';

export const Document_parts = graphql(`
  fragment Document_parts on Document {
    id
    title
    createdAt
    versions { id number fileName mediaType byteSize uploadedAt uploadedBy path }
  }
`);
