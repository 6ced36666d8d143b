import { defaultFieldResolver, getNamedType, type GraphQLField, type GraphQLResolveInfo, type GraphQLSchema, isAbstractType, isLeafType, isObjectType, OperationTypeNode } from 'graphql';
import type { Context } from '../context.ts';
import { isUuid } from '../database/uuid.ts';
import { rootFields } from '../privacy/shown-data.ts';
import { customersOf } from './audit.rows.ts';
import type { AuditKind } from './audit-entry.ts';

type Field = GraphQLField<unknown, Context>;

/** Saved again and again while somebody types or reads: recorded once an hour for each row. */
const SAVED_WHILE_TYPING = new Set(['saveNoteDraft', 'markThreadRead']);

/**
 * Makes the schema record who sees and changes which customer's data. It hangs on the fields and not on what is behind
 * them, so that a new query or mutation is recorded without anybody thinking of it: each field that leads to rows tells
 * whose they are, and each mutation tells whose rows its arguments and its answer name. What the live feed shows is recorded
 * where somebody begins to follow it, since an event is read once for all who do.
 */
export function recordActs(schema: GraphQLSchema): GraphQLSchema {
  const mutations = schema.getMutationType();
  const subscriptions = schema.getSubscriptionType();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type === mutations || type === subscriptions) continue;
    for (const field of Object.values(type.getFields())) if (!isLeafType(getNamedType(field.type))) recordLook(field as Field);
  }
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) recordQuestion(field as Field);
  for (const field of Object.values(mutations?.getFields() ?? {})) recordAct(schema, field as Field);
  return schema;
}

/** Whose data each row is that the field shows. */
function recordLook(field: Field): void {
  const show = field.resolve ?? defaultFieldResolver;
  field.resolve = (source: unknown, args: Record<string, unknown>, ctx, info) => {
    const shown: unknown = show(source, args, ctx, info);
    if (shown === null || shown === undefined || info.operation.operation === OperationTypeNode.SUBSCRIPTION) return shown;
    if (shown instanceof Promise) {
      return shown.then((value: unknown) => {
        look(value, ctx, info);
        return value;
      });
    }
    look(shown, ctx, info);
    return shown;
  };
}

function look(value: unknown, ctx: Context, info: GraphQLResolveInfo): void {
  if (Array.isArray(value)) for (const item of value) look(item, ctx, info);
  else {
    const customerId = customerOf(value);
    if (customerId !== null) ctx.audit.shows(rootOf(info), customerId);
  }
}

/** Whose row it is; null when it says nothing of that. */
function customerOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { customerId, __typename, id } = value as { customerId?: unknown; __typename?: unknown; id?: unknown };
  if (typeof customerId === 'string') return customerId;
  return __typename === 'Customer' && typeof id === 'string' ? id : null;
}

/** The place of the root field in the answer. */
function rootOf({ path }: GraphQLResolveInfo): string | number {
  let place = path;
  while (place.prev) place = place.prev;
  return place.key;
}

/** A query: what is below it is seen by it. One that names a customer and gets an answer has shown something of them, whatever it is. */
function recordQuestion(field: Field): void {
  const ask = field.resolve ?? defaultFieldResolver;
  field.resolve = async (source: unknown, args: Record<string, unknown>, ctx, info) => {
    const place = rootOf(info);
    ctx.audit.asks(place, info.fieldName, idsIn(args));
    const shown: unknown = await ask(source, args, ctx, info);
    const { customerId } = args;
    if (shown !== null && typeof customerId === 'string' && isUuid(customerId)) ctx.audit.shows(place, customerId);
    return shown;
  };
}

function recordAct(schema: GraphQLSchema, field: Field): void {
  const { name } = field;
  const result = getNamedType(field.type);
  const act = field.resolve ?? defaultFieldResolver;
  field.resolve = async (source: unknown, args: Record<string, unknown>, ctx, info) => {
    const subjectIds = idsIn(args);
    // Before the act, since it may delete them.
    const named = ctx.actor ? await customersOf(ctx.service, subjectIds) : [];
    ctx.audit.asks(rootOf(info), name, subjectIds);
    const answer: unknown = await act(source, args, ctx, info);
    const typeName = (answer as { __typename?: string } | null)?.__typename ?? (isAbstractType(result) ? (result.resolveType?.(answer, ctx, info, result) as string | undefined) : result.name);
    const type = schema.getType(typeName ?? '');
    // A refusal has changed nothing; what it shows instead, such as the row as it is by now, is seen below it.
    if (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'DomainError')) return answer;
    const customers = new Set(named);
    const ofAnswer = customerOf(answer);
    if (ofAnswer) customers.add(ofAnswer);
    const own = ctx.actor && 'customerId' in ctx.actor ? ctx.actor.customerId : null;
    if (customers.size === 0 && own) customers.add(own);
    if (isWorthRecording(name, customers, subjectIds, ctx)) await ctx.audit.did(name, kindOf(name, typeName), customers, subjectIds);
    return answer;
  };
}

/** How often a secretary takes breaks is in no log: without a customer, what is only about somebody's work is left out. */
function isWorthRecording(name: string, customers: ReadonlySet<string>, subjectIds: readonly string[], ctx: Context): boolean {
  if (customers.size === 0 && rootFields.Mutation[name]?.is === 'WORK_OF_STAFF') return false;
  return !SAVED_WHILE_TYPING.has(name) || ctx.audit.isFirstInHour(name, subjectIds);
}

function kindOf(name: string, typeName: string | undefined): AuditKind {
  if (typeName === 'SignedIn') return 'SIGNED_IN';
  return typeName === 'Deleted' || name.startsWith('delete') || name.startsWith('erase') ? 'DELETED' : 'CHANGED';
}

/** All ids of rows in the arguments. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return isUuid(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return [...new Set(Object.values(value).flatMap(idsIn))];
}
