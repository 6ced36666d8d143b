import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLInputObjectType, type GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { auditDe } from './audit.de.ts';
import { auditEn } from './audit.en.ts';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(type => Object.keys(type!.getFields()));
// The schema names the acts that are no field of it.
const namedActs = (schema.getType('AuditEntry') as GraphQLObjectType).getFields()['act']!.description!.split('Subscription, or ')[1]!.match(/\w+/g)!;

const audits = { de: auditDe, en: auditEn };

test.each(['de', 'en'] as const)('every act that can be in the log has a word, and no other: %s', language => {
  expect(namedActs).toHaveLength(9);
  expect(Object.keys(audits[language].acts).toSorted()).toEqual([...new Set([...rootFields, ...namedActs])].toSorted());
});

test.each(['de', 'en'] as const)('every field that a correction can change has a word: %s', language => {
  const fields = ['ContactInput', 'InstructionInput', 'CustomerInput'].flatMap(name => Object.keys((schema.getType(name) as GraphQLInputObjectType).getFields()));
  expect(fields.filter(field => !(field in audits[language].fields))).toEqual([]);
});
