import type { FederalState, Language } from '../customers/customer.entity.ts';
import { berlin, cologne, frankfurt, hamburg, munich, type ReservedNumber } from './reserved-numbers.ts';

/** The password of everybody in the demo. */
export const DEMO_PASSWORD = 'vorzimmer-demo-2026';

/** How many calls come on a day, and when: each stretch of hours with how busy it is compared with the others. */
export interface Rhythm {
  workday: number;
  saturday: number;
  sunday: number;
  hours: readonly (readonly [from: number, until: number, weight: number])[];
}

/** A customer of the demo; contacts, instructions and what callers want are kept beside, under the same key. */
export interface DemoCustomer {
  key: string;
  customerNumber: string;
  name: string;
  /** Whom callers want to speak to, as a note names them. */
  boss: { sex: 'f' | 'm'; name: string };
  timeZone: string;
  language: `${Language}`;
  federalState: `${FederalState}` | null;
  contractStartedOn: string;
  users: readonly { name: string; email: string }[];
  lines: readonly { number: ReservedNumber; label: string; isBlock?: boolean }[];
  rhythm: Rhythm;
}

const BERLIN = 'Europe/Berlin';
const PRACTICE: Rhythm['hours'] = [[7, 8, 2], [8, 11, 6], [11, 13, 3], [13, 14, 2], [14, 17, 4], [17, 19, 2], [19, 21, 0.4]];
const OFFICE: Rhythm['hours'] = [[7, 8, 0.6], [8, 12, 5], [12, 13, 2], [13, 17, 4], [17, 19, 1], [19, 21, 0.2]];
const ROUND_THE_CLOCK: Rhythm['hours'] = [[0, 6, 0.4], [6, 7, 2], [7, 10, 5], [10, 16, 3], [16, 20, 3], [20, 24, 1]];

/** Who runs the demo's service. */
export const DEMO_OPERATOR = { name: 'Vorzimmer Beispiel GmbH', address: 'Musterstraße 1; 10115 Berlin; Geschäftsführung: Martina Vogt', email: 'datenschutz@vorzimmer.example' };

/** The secretaries of the demo. */
export const DEMO_SECRETARIES = [
  { name: 'Jana Kühn', email: 'jana@vorzimmer.example', isSupervisor: false },
  { name: 'Tom Berger', email: 'tom@vorzimmer.example', isSupervisor: false },
  { name: 'Martina Vogt', email: 'leitung@vorzimmer.example', isSupervisor: true },
] as const;

/** The customers of the demo. */
export const DEMO_CUSTOMERS: readonly DemoCustomer[] = [
  {
    key: 'weber', customerNumber: '10101', name: 'Praxis Dr. Weber', boss: { sex: 'f', name: 'Dr. Weber' },
    timeZone: BERLIN, language: 'DE', federalState: 'BE', contractStartedOn: '2021-03-01',
    users: [{ name: 'Dr. Anke Weber', email: 'weber@praxis-weber.example' }],
    lines: [{ number: berlin(110), label: 'Berlin' }, { number: berlin(111), label: 'Rezepttelefon' }],
    rhythm: { workday: 9, saturday: 1.5, sunday: 1, hours: PRACTICE },
  },
  {
    key: 'krause', customerNumber: '10102', name: 'Kanzlei Krause', boss: { sex: 'm', name: 'Dr. Krause' },
    timeZone: BERLIN, language: 'DE', federalState: 'HH', contractStartedOn: '2019-09-01',
    users: [{ name: 'Dr. Henrik Krause', email: 'krause@kanzlei-krause.example' }],
    lines: [{ number: hamburg(110), label: 'Kanzlei' }],
    rhythm: { workday: 5, saturday: 0.5, sunday: 0.3, hours: OFFICE },
  },
  {
    key: 'lindner', customerNumber: '10103', name: 'Autohaus Lindner', boss: { sex: 'm', name: 'Lindner' },
    timeZone: BERLIN, language: 'DE', federalState: 'NW', contractStartedOn: '2022-01-15',
    users: [{ name: 'Markus Lindner', email: 'lindner@autohaus-lindner.example' }],
    lines: [{ number: cologne(110), label: 'Verkauf' }, { number: cologne(111), label: 'Werkstatt' }],
    rhythm: { workday: 6, saturday: 3, sunday: 0.4, hours: [[7, 8, 4], [8, 12, 5], [12, 13, 2], [13, 17, 4], [17, 18, 3], [18, 20, 0.6]] },
  },
  {
    key: 'brandt', customerNumber: '10104', name: 'Brandt Heizung & Sanitär', boss: { sex: 'm', name: 'Brandt' },
    timeZone: BERLIN, language: 'DE', federalState: 'BB', contractStartedOn: '2020-10-01',
    users: [{ name: 'Uwe Brandt', email: 'brandt@brandt-heizung.example' }],
    lines: [{ number: berlin(120), label: 'Büro' }, { number: berlin(121), label: 'Notdienst' }],
    rhythm: { workday: 6, saturday: 2.5, sunday: 2.5, hours: ROUND_THE_CLOCK },
  },
  {
    key: 'sommer', customerNumber: '10105', name: 'Hausverwaltung Sommer', boss: { sex: 'f', name: 'Sommer' },
    timeZone: BERLIN, language: 'DE', federalState: 'HE', contractStartedOn: '2018-04-01',
    users: [{ name: 'Katrin Sommer', email: 'sommer@hv-sommer.example' }],
    lines: [{ number: frankfurt(110), label: 'Mieter' }, { number: frankfurt(111), label: 'Eigentümer' }],
    rhythm: { workday: 6, saturday: 1.2, sunday: 1, hours: OFFICE },
  },
  {
    key: 'yildiz', customerNumber: '10106', name: 'Steuerberatung Yildiz & Partner', boss: { sex: 'f', name: 'Yildiz' },
    timeZone: BERLIN, language: 'DE', federalState: 'BW', contractStartedOn: '2022-07-01',
    users: [{ name: 'Elif Yildiz', email: 'yildiz@stb-yildiz.example' }],
    lines: [{ number: frankfurt(120), label: 'Kanzlei Stuttgart' }],
    rhythm: { workday: 3.5, saturday: 0.3, sunday: 0.1, hours: OFFICE },
  },
  {
    key: 'novak', customerNumber: '10107', name: 'Zahnarztpraxis Novak', boss: { sex: 'm', name: 'Dr. Novak' },
    timeZone: BERLIN, language: 'DE', federalState: 'BY', contractStartedOn: '2023-02-01',
    users: [{ name: 'Dr. Peter Novak', email: 'novak@zahnarzt-novak.example' }],
    lines: [{ number: munich(110), label: 'Praxis' }],
    rhythm: { workday: 5, saturday: 0.8, sunday: 0.5, hours: PRACTICE },
  },
  {
    key: 'hollerbach', customerNumber: '10108', name: 'Ingenieurbüro Hollerbach', boss: { sex: 'm', name: 'Hollerbach' },
    timeZone: BERLIN, language: 'DE', federalState: 'BY', contractStartedOn: '2021-11-01',
    users: [{ name: 'Georg Hollerbach', email: 'hollerbach@ib-hollerbach.example' }],
    // All extensions from 089 99998-300 to -399.
    lines: [{ number: munich(300).slice(0, -2), label: 'Durchwahlen', isBlock: true }],
    rhythm: { workday: 3, saturday: 0.3, sunday: 0.1, hours: OFFICE },
  },
  {
    key: 'muehle', customerNumber: '10109', name: 'Restaurant Zur Alten Mühle', boss: { sex: 'f', name: 'Richter' },
    timeZone: BERLIN, language: 'DE', federalState: 'SN', contractStartedOn: '2023-05-01',
    users: [{ name: 'Silke Richter', email: 'richter@alte-muehle.example' }],
    lines: [{ number: berlin(130), label: 'Reservierung' }],
    rhythm: { workday: 4, saturday: 6, sunday: 4, hours: [[9, 11, 2], [11, 14, 4], [14, 17, 2], [17, 20, 6], [20, 22, 2]] },
  },
  {
    key: 'physio', customerNumber: '10110', name: 'Physiotherapie am Markt', boss: { sex: 'f', name: 'Janssen' },
    timeZone: BERLIN, language: 'DE', federalState: 'NI', contractStartedOn: '2020-02-15',
    users: [{ name: 'Wiebke Janssen', email: 'janssen@physio-am-markt.example' }],
    lines: [{ number: hamburg(120), label: 'Praxis' }],
    rhythm: { workday: 4, saturday: 0.5, sunday: 0.2, hours: PRACTICE },
  },
  {
    key: 'petersen', customerNumber: '10111', name: 'Petersen Immobilien', boss: { sex: 'm', name: 'Petersen' },
    timeZone: BERLIN, language: 'DE', federalState: 'SH', contractStartedOn: '2022-03-01',
    users: [{ name: 'Lars Petersen', email: 'petersen@petersen-immobilien.example' }],
    lines: [{ number: hamburg(130), label: 'Büro Kiel' }],
    rhythm: { workday: 4, saturday: 2, sunday: 1, hours: [[8, 10, 2], [10, 13, 5], [13, 17, 4], [17, 20, 2]] },
  },
  {
    key: 'ehlers', customerNumber: '10112', name: 'Bestattungshaus Ehlers', boss: { sex: 'm', name: 'Ehlers' },
    timeZone: BERLIN, language: 'DE', federalState: 'HB', contractStartedOn: '2017-06-01',
    users: [{ name: 'Jörg Ehlers', email: 'ehlers@bestattungen-ehlers.example' }],
    lines: [{ number: hamburg(140), label: 'Tag und Nacht' }],
    rhythm: { workday: 2.5, saturday: 1.5, sunday: 1.5, hours: ROUND_THE_CLOCK },
  },
  {
    key: 'northlight', customerNumber: '10113', name: 'Northlight Software GmbH', boss: { sex: 'm', name: 'Hughes' },
    timeZone: BERLIN, language: 'EN', federalState: 'BE', contractStartedOn: '2024-01-01',
    users: [{ name: 'Daniel Hughes', email: 'hughes@northlight.example' }],
    lines: [{ number: berlin(140), label: 'Front desk' }],
    rhythm: { workday: 3, saturday: 0.2, sunday: 0.2, hours: [[8, 9, 1], [9, 12, 4], [12, 14, 2], [14, 18, 4], [18, 20, 1]] },
  },
  {
    key: 'bergmann', customerNumber: '10114', name: 'Bergmann Treuhand AG', boss: { sex: 'f', name: 'Bergmann' },
    timeZone: 'Europe/Zurich', language: 'DE', federalState: null, contractStartedOn: '2023-10-01',
    users: [{ name: 'Regula Bergmann', email: 'bergmann@bergmann-treuhand.example' }],
    lines: [{ number: munich(130), label: 'Deutsche Mandanten' }],
    rhythm: { workday: 3, saturday: 0.2, sunday: 0.1, hours: OFFICE },
  },
  {
    key: 'sander', customerNumber: '10115', name: 'Kleintierpraxis Sander', boss: { sex: 'f', name: 'Dr. Sander' },
    timeZone: BERLIN, language: 'DE', federalState: 'RP', contractStartedOn: '2021-08-01',
    users: [{ name: 'Dr. Miriam Sander', email: 'sander@kleintierpraxis-sander.example' }],
    lines: [{ number: frankfurt(130), label: 'Praxis und Notdienst' }],
    rhythm: { workday: 4, saturday: 3, sunday: 2.5, hours: [[0, 6, 0.2], [6, 8, 1.5], [8, 12, 5], [12, 15, 3], [15, 19, 4], [19, 24, 1.2]] },
  },
];
