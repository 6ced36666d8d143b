/** What stands in the explorer at first; a key with the scope CALLS_READ runs all of it, and so does whoever is signed in. */
export const EXAMPLES = [
  `# Ctrl+Enter runs what is below; the book icon on the left explains every type.
# Who asks is said at the top: whoever is signed in, or a key.
query Viewer {
  viewer {
    __typename
    ... on Secretary { name presence }
    ... on CustomerUser { name customer { name } }
    ... on ApiKey { name scopes expiresAt lastUsedAt }
  }
}
`,
  `# The latest calls. A key needs CALLS_READ.
query Calls {
  calls(first: 10) {
    edges {
      node {
        receivedAt
        state
        caller { number }
        note { callerName concern urgent }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  `# Calls as they happen, over the socket, until it is stopped. A key needs CALLS_READ.
subscription LiveCalls {
  events {
    cursor
    ... on CallChanged {
      call { receivedAt state caller { number } }
    }
  }
}
`,
];
