import { graphql } from '../graphql/generated/index.ts';

export const Faq_parts = graphql(`
  fragment Faq_parts on Faq { id question answer suggestedAt suggestedBy { id name } updatedAt version }
`);
