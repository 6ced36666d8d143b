import { LIMITS } from './limits.ts';

const times = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** Documents that cost much to read, to validate or to answer, each with the code that it is refused with. */
export const HOSTILE: Readonly<Record<string, { query: string; variables?: Record<string, unknown>; code: string }>> = {
  'a document that is too long': { query: `{ __typename } # ${'x'.repeat(LIMITS.document.characters)}`, code: 'DOCUMENT_TOO_LONG' },
  'a document of too many words': { query: `{ ${'a '.repeat(LIMITS.document.tokens)} }`, code: 'DOCUMENT_TOO_LONG' },
  'deep nesting': { query: `${'{ customers { edges { node '.repeat(30)}{ id }${' } } }'.repeat(30)}`, code: 'DOCUMENT_TOO_DEEP' },
  'thousands of brackets': { query: '{ a'.repeat(6000), code: 'DOCUMENT_TOO_LONG' },
  'a thousand lists in a value': { query: `{ calls(filter: ${'['.repeat(990)}${']'.repeat(990)}) { __typename } }`, code: 'DOCUMENT_TOO_DEEP' },
  'fields hidden deep in a chain of fragments': { query: `{ ...F0 } ${times(30, n => `fragment F${n} on Customer { lines { customer { ...F${n + 1} } } }`)} fragment F30 on Customer { id }`, code: 'DOCUMENT_TOO_DEEP' },
  'fragments that multiply': { query: `{ viewer { ... on CustomerUser { customer { ...F0 } } } } ${times(40, n => `fragment F${n} on Customer { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on Customer { id name }`, code: 'TOO_MANY_FIELDS' },
  'very many fragments': { query: `{ ${times(90, n => `...F${n}`)} } ${times(90, n => `fragment F${n} on Query { liveCursor }`)}`, code: 'DOCUMENT_TOO_LONG' },
  'very many operations': { query: times(400, n => `query Q${n} { liveCursor }`), code: 'DOCUMENT_TOO_LONG' },
  'one field again and again': { query: `{ viewer { ${'__typename '.repeat(1500)} } }`, code: 'TOO_MANY_FIELDS' },
  'one field again and again in fragments': { query: `{ viewer { ${'... { __typename } '.repeat(300)} } }`, code: 'TOO_MANY_FIELDS' },
  'fields that overlap': { query: `{ ${'viewer { __typename } '.repeat(300)} }`, code: 'TOO_MANY_FIELDS' },
  'aliases': { query: `{ ${times(600, n => `a${n}: liveCursor`)} }`, code: 'TOO_MANY_ROOT_FIELDS' },
  'aliases in a fragment': { query: `{ ...A } fragment A on Query { ${times(21, n => `a${n}: liveCursor`)} }`, code: 'TOO_MANY_ROOT_FIELDS' },
  'guessing a password many times': { query: `mutation { ${times(100, n => `a${n}: signIn(email: "jana@vorzimmer.example", password: "guess ${n}") { __typename }`)} }`, code: 'TOO_MANY_ROOT_FIELDS' },
  'long pages of long pages': { query: '{ customers(first: 200) { edges { node { contacts(first: 200) { edges { node { id name numbers } } } } } } }', code: 'OPERATION_TOO_EXPENSIVE' },
  'long pages by variables': { query: 'query ($n: Int) { customers(first: $n) { edges { node { contacts(first: $n) { edges { node { id name numbers } } } } } } }', variables: { n: 200 }, code: 'OPERATION_TOO_EXPENSIVE' },
  'a variable that is no length': { query: 'query ($n: Int = 200) { customers(first: $n) { edges { node { contacts(first: $n) { edges { node { id name numbers } } } } } } }', variables: { n: 'NaN' }, code: 'OPERATION_TOO_EXPENSIVE' },
  'a page that would make the others cheaper': { query: '{ customers(first: -200) { edges { node { a: contacts(first: 200) { edges { node { id name numbers } } } b: instructions(first: 200) { edges { node { id title forwardingNumbers { id number label } weeklyHours { weekday } } } } } } } calls(first: 200) { edges { node { caller { earlierCalls(first: 200) { id state receivedAt } } } } } }', code: 'OPERATION_TOO_EXPENSIVE' },
  'pages through a fragment': { query: '{ ...A } fragment A on Query { customers(first: 200) { ...B } } fragment B on CustomerConnection { edges { node { ...C } } } fragment C on Customer { contacts(first: 200) { edges { node { id name numbers } } } }', code: 'OPERATION_TOO_EXPENSIVE' },
  'the schema again and again': { query: `{ ${times(10, n => `a${n}: __schema { types { name fields { name args { name type { name kind ofType { name kind ofType { name kind ofType { name kind } } } } } } } }`)} }`, code: 'OPERATION_TOO_EXPENSIVE' },
  'the schema of the schema': { query: '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  'thousands of wrong fields': { query: `{ viewer { ${times(900, n => `u${n}`)} } }`, code: 'GRAPHQL_VALIDATION_FAILED' },
  'thousands of directives': { query: `{ liveCursor ${'@a '.repeat(900)} }`, code: 'GRAPHQL_VALIDATION_FAILED' },
  'thousands of variables': { query: `query (${times(450, n => `$v${n}: Int`)}) { liveCursor }`, code: 'GRAPHQL_VALIDATION_FAILED' },
  'fragments in a circle': { query: `{ ...F0 } ${times(40, n => `fragment F${n} on Query { ...F${(n + 1) % 40} ...F${(n * 7) % 40} }`)}`, code: 'GRAPHQL_VALIDATION_FAILED' },
  'a list of thousands in a variable': { query: 'query ($states: [CallState!]) { calls(filter: { states: $states }) { __typename } }', variables: { states: Array(9000).fill('NO') }, code: 'BAD_USER_INPUT' },
  'lists within lists in a variable': { query: 'query ($filter: CallFilter) { calls(filter: $filter) { __typename } }', variables: { filter: { states: JSON.parse('['.repeat(1500) + ']'.repeat(1500)) } }, code: 'BAD_USER_INPUT' },
};
