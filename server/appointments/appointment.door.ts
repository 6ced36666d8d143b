import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { whence } from '../audit/whence.ts';
import { type Ground, makeContext } from '../context.ts';
import { countAttempt, type Counter, giveBack, householdOf } from '../credentials/throttle.ts';
import { readCustomer } from '../customers/customer.rows.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { actsFor, hasRight, type Person } from '../identity/actor.ts';
import { tokenHash } from '../identity/session.ts';
import { appointmentsIcs, icsName } from './appointment-ics.ts';
import { type FeedDetail, readAppointment, readBooked, readCalendar, readKind } from './appointment.rows.ts';

const DAY = 86_400_000;
/** More than a calendar on a telephone shows. */
const MOST = 5_000;
/** How much of a calendar is read at its address. */
const FEED_DAYS = { back: 30, ahead: 366 };
const TYPE = 'text/calendar; charset=utf-8';

const FEED = statement<{ customerId: string; calendarId: string; detail: FeedDetail }>(
  'calendar-feed-by-token', 'select customer_id as "customerId", calendar_id as "calendarId", detail from calendar_feed where token_hash = $1',
);
const NOTE_FETCH = statement('calendar-feed-note', `update calendar_feed set last_fetched_at = $2 where calendar_id = $1 and (last_fetched_at is null or last_fetched_at < $2::timestamptz - interval '1 hour')`);

/** Whoever guesses addresses, and whoever reads one too often: programs read every few minutes. */
const guesses = (address: string): Counter => ({ name: 'calendar-feed-from', of: householdOf(address), limits: [{ attempts: 60, seconds: 900 }] });
const readings = (calendarId: string): Counter => ({ name: 'calendar-feed', of: calendarId, limits: [{ attempts: 120, seconds: 900 }] });

const nothing = (reply: FastifyReply) => reply.status(404).send({ error: 'There is nothing here.' });
const tooOften = (reply: FastifyReply, seconds: number) => reply.status(429).header('retry-after', String(seconds)).send({ error: 'Too many requests. Try again later.' });

type Asked = Partial<Record<'customer' | 'appointment' | 'calendar' | 'from' | 'until' | 'language', string>>;

/** Where appointments are fetched as files, and where other programs read a calendar; whoever may not finds nothing. */
export function openAppointments(app: FastifyInstance, ground: Ground, whoAsks: (request: FastifyRequest) => Promise<Person | null>): void {
  app.get<{ Querystring: Asked }>('/exports/appointments.ics', async (request, reply) => {
    const person = await whoAsks(request);
    const { customer: customerId = '', appointment: appointmentId, calendar: calendarId, from, until, language } = request.query;
    const isPlain = Object.values(request.query).every(value => typeof value === 'string');
    if (!person || !isPlain || !isUuid(customerId) || !(hasRight(person, customerId, 'READ') || actsFor(person, customerId))) return nothing(reply);
    const { sql, audit } = makeContext(ground, person, { origin: { address: request.ip, userAgent: request.headers['user-agent'] ?? null, site: ground.site.url } });
    const one = appointmentId === undefined ? null : await readAppointment(sql, appointmentId);
    const calendar = await readCalendar(sql, one?.calendarId ?? calendarId ?? '');
    if (!calendar || calendar.customerId !== customerId || one === undefined) return nothing(reply);
    const now = ground.now();
    const moment = (said: string | undefined, days: number) => new Date(said === undefined ? now.getTime() + days * DAY : Date.parse(said));
    const [begin, end] = [moment(from, -FEED_DAYS.back), moment(until, FEED_DAYS.ahead)];
    if (Number.isNaN(begin.getTime()) || Number.isNaN(end.getTime())) return reply.status(400).send({ error: 'from or until is no moment.' });
    const tongue = language === 'en' ? 'en' : 'de';
    const booked = one ? [{ ...one, kindName: one.kindId === null ? null : ((await readKind(sql, one.kindId))?.name ?? null) }] : await readBooked(sql, { customerId, calendarId: calendar.id, from: begin, until: end, most: MOST });
    await audit.did('exportAppointments', 'EXPORTED', [customerId], one ? [one.id] : [calendar.id]);
    return reply.headers({ 'content-type': TYPE, 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${icsName(tongue, one !== null)}"` }).send(appointmentsIcs(calendar.name, booked, 'EVERYTHING', tongue));
  });

  app.get<{ Params: { file: string } }>('/calendars/:file', async (request, reply) => {
    const now = ground.now();
    const { sql } = ground;
    const wait = await countAttempt(sql, [guesses(request.ip)], now);
    if (wait !== null) return tooOften(reply, wait);
    const token = /^([\w-]{43})\.ics$/.exec(request.params.file)?.[1];
    const feed = token === undefined ? undefined : await sql.one(FEED, [tokenHash(token)]);
    if (!feed) return nothing(reply);
    await giveBack(sql, [guesses(request.ip)]);
    const late = await countAttempt(sql, [readings(feed.calendarId)], now);
    if (late !== null) return tooOften(reply, late);

    const { customerId, calendarId, detail } = feed;
    // Behind the wall: whatever goes wrong here, it shows nothing of another customer.
    const behind = ground.walls.sqlFor(customerId);
    const [customer, calendar] = await Promise.all([readCustomer(behind, customerId), readCalendar(behind, calendarId)]);
    if (!customer || !calendar) return nothing(reply);
    const booked = await readBooked(behind, { customerId, calendarId, from: new Date(now.getTime() - FEED_DAYS.back * DAY), until: new Date(now.getTime() + FEED_DAYS.ahead * DAY), most: MOST });
    const file = appointmentsIcs(calendar.name, booked, detail, customer.language === 'EN' ? 'en' : 'de');
    await sql.query(NOTE_FETCH, [calendarId, now]);
    // Programs read every few minutes: once an hour says that they do, for each network.
    const from = whence({ address: request.ip, userAgent: request.headers['user-agent'] ?? null, site: ground.site.url });
    if (ground.audit.isFirstInHour(`calendarFeed ${calendarId} ${from.address}`, now))
      ground.audit.saw({ at: now, actor: { kind: 'ADDRESS', id: null }, customerId, act: 'calendarFeed', kind: 'SAW', subjectIds: [calendarId], ...from, reason: null, times: 1, fields: [] });
    const etag = `"${createHash('sha256').update(file).digest('base64url').slice(0, 22)}"`;
    reply.headers({ etag, 'cache-control': 'private, no-cache' });
    if (request.headers['if-none-match']?.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag)) return reply.status(304).send();
    return reply.headers({ 'content-type': TYPE, 'content-disposition': 'inline; filename="calendar.ics"' }).send(file);
  });
}
