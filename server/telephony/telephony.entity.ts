import { defineEntity, p } from '@mikro-orm/core';

const TelephoneDoorSchema = defineEntity({
  name: 'TelephoneDoor',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    name: p.string(),
    secretHash: p.blob(),
    hmacSecret: p.blob().nullable(),
    createdAt: p.datetime(),
    lastEventAt: p.datetime().nullable(),
  },
});
/** A way in for one telephone system: a secret address, kept as its hash, and optionally a key that signs what comes in. */
export class TelephoneDoor extends TelephoneDoorSchema.class {}
TelephoneDoorSchema.setClass(TelephoneDoor);
