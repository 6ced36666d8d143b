import type { FastifyInstance } from 'fastify';
import { parsePhoneNumber } from '../../numbers/phone-number.ts';
import { applyEvent, type Arrival, reporterOfDoor } from '../apply.ts';
import { signatureFits } from '../generic/generic.ts';
import { numbersOfFree, secretaryAt } from '../secretary-numbers.ts';
import { readSettings } from '../settings.service.ts';
import { type DoorGround, openWebhook, readForm } from '../webhook.ts';
import { BUSY_ANSWER, EMPTY_ANSWER, forwardAnswer, PLACETEL_NAMES, readPlacetelPush } from './placetel.ts';

/** More at once than any office has free; a limit is not documented. */
const MOST_RUNG = 10;

/**
 * The way in for Placetel: POST /telephony/placetel/<secret>, signed with the key that is entered there. The answer to a
 * new call rings the secretaries who are free; a running call cannot be commanded, so putting through is done by hand.
 */
export const openPlacetelDoor = (app: FastifyInstance, house: DoorGround) =>
  openWebhook(app, house, {
    kind: 'PLACETEL',
    signature: 'X-PLACETEL-SIGNATURE',
    theirNames: PLACETEL_NAMES,
    isSigned: ({ door, raw, headers }) => door.hmacSecret !== null && signatureFits(door.hmacSecret, raw, headers['x-placetel-signature'] as string | undefined),
    async receive({ door, raw, now }) {
      const { sql } = house.ground;
      const origin = { reporter: reporterOfDoor(door.id), abilities: [] };
      const { events, peer } = readPlacetelPush(readForm(raw));
      let arrival: Arrival | null = null;
      for (const event of events) {
        if (event.kind === 'ANSWERED') event.secretaryId = await secretaryAt(sql, peer && parsePhoneNumber(peer));
        arrival = (await applyEvent(sql, origin, event, now)) ?? arrival;
      }
      const answer = (body: string) => ({ type: 'application/xml' as const, body });
      if (arrival?.arrived === 'LOOP' || arrival?.arrived === 'TEST_CALL') return answer(BUSY_ANSWER);
      if (arrival?.arrived !== 'CALL') return answer(EMPTY_ANSWER);
      const [numbers, { waitSeconds }] = await Promise.all([numbersOfFree(sql, arrival.callId, MOST_RUNG, now), readSettings(sql)]);
      return answer(forwardAnswer([{ numbers, ringSeconds: waitSeconds }]));
    },
  });
