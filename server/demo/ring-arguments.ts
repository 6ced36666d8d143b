import { parseArgs } from 'node:util';
import { parsePhoneNumber } from '../numbers/phone-number.ts';
import { DEMO_CUSTOMERS } from './customers.ts';
import { otherMobile } from './reserved-numbers.ts';

/** What `npm run ring` is asked to do. */
export interface RingOptions {
  /** The line's number as the telephone system would tell it, and what to call it on the screen. */
  to: { number: string; name: string };
  /** Null: withheld. */
  from: string | null;
  count: number;
  everySeconds: number;
  /** Null: nobody picks up at the telephone system. */
  answerAfterSeconds: number | null;
  /** Null: it rings until Ctrl+C. */
  hangUpAfterSeconds: number | null;
  url: string;
  /** The door's address below `url`; null: the demo's own. */
  door: string | null;
}

/** Where the service is when nobody says otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:4000';

/** The mobile that calls when nobody says who does; it stands in no address book of the demo. */
export const UNKNOWN_MOBILE = otherMobile(42);

export const RING_HELP = `Lets calls ring, through the same door as a telephone system.

  npm run ring -- --to <line or customer> [options]

  --to <line or customer>     the number of a line, or a part of the name of a customer of the demo
  --from <number>|withheld    who calls; without it a mobile that nobody knows
  --count <n>                 how many calls, 1 to 1000; 1 without it
  --every <seconds>           how long from one call to the next; 2 without it
  --answer-after <seconds>    the telephone system tells then that somebody picked up
  --hang-up-after <seconds>   the caller hangs up then; without it the calls ring until Ctrl+C, which hangs up
  --url <address>             where the service is; ${DEFAULT_URL} without it
  --door <path>               another door, such as /telephony/generic/<secret>; the demo's own without it
  --help                      this text

For example:
  npm run ring -- --to "Praxis Dr. Weber" --from "0171 3920001"
  npm run ring -- --to "030 23125120" --from withheld --hang-up-after 20`;

const OPTIONS = {
  to: { type: 'string' }, from: { type: 'string' }, count: { type: 'string' }, every: { type: 'string' }, 'answer-after': { type: 'string' },
  'hang-up-after': { type: 'string' }, url: { type: 'string' }, door: { type: 'string' }, help: { type: 'boolean', short: 'h' },
} as const;

/** The options, a request for help, or what is wrong in words for who typed it. */
export function readRingArguments(argv: readonly string[]): RingOptions | 'HELP' | { problem: string } {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false });
    if (values.help) return 'HELP';
    if (values.to === undefined) throw new Error('--to is missing: the number of a line, or a part of a customer\'s name.');
    const url = values.url ?? DEFAULT_URL;
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Error(`--url must be an address such as ${DEFAULT_URL}, not "${url}".`);
    if (values.door !== undefined && !/^\/[\w/.~-]+$/.test(values.door)) throw new Error(`--door must be a path such as /telephony/generic/<secret>, not "${values.door}".`);
    const count = seconds('count', values.count, 1, 1000) ?? 1;
    if (!Number.isInteger(count)) throw new Error('--count must be a whole number.');
    const answerAfterSeconds = seconds('answer-after', values['answer-after'], 0, 86_400);
    const hangUpAfterSeconds = seconds('hang-up-after', values['hang-up-after'], 0, 86_400);
    if (answerAfterSeconds !== null && hangUpAfterSeconds !== null && answerAfterSeconds >= hangUpAfterSeconds) throw new Error('--answer-after must be before --hang-up-after.');
    return {
      to: findLine(values.to), from: readCaller(values.from), count, everySeconds: seconds('every', values.every, 0, 3600) ?? 2,
      answerAfterSeconds, hangUpAfterSeconds, url: url.replace(/\/$/, ''), door: values.door ?? null,
    };
  } catch (error) {
    // parseArgs explains at length how positionals could be meant; the first sentence says what is wrong.
    return { problem: (error as Error).message.split('. To specify')[0] as string };
  }
}

function seconds(option: string, value: string | undefined, least: number, most: number): number | null {
  if (value === undefined) return null;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!(number >= least && number <= most)) throw new Error(`--${option} must be a number from ${least} to ${most}, not "${value}".`);
  return number;
}

function readCaller(from: string | undefined): string | null {
  if (from === undefined) return UNKNOWN_MOBILE;
  if (from === 'withheld') return null;
  const number = parsePhoneNumber(from);
  if (number === null) throw new Error(`--from must be a telephone number or "withheld", not "${from}".`);
  return number;
}

/** Any number goes, also one that is nobody's line: that is worth trying, too. Names are those of the demo. */
function findLine(to: string): RingOptions['to'] {
  const lines = DEMO_CUSTOMERS.flatMap(({ name, lines }) => lines.map(line => ({ number: line.number, customer: name, name: `${name} (${line.label})` })));
  const number = parsePhoneNumber(to);
  if (number !== null) return { number, name: lines.find(line => line.number === number)?.name ?? number };
  const words = to.toLowerCase().split(/[\s,]+/).filter(Boolean);
  if (words.length === 0) throw new Error('--to is empty: the number of a line, or a part of a customer\'s name.');
  const having = (part: 'customer' | 'name') => lines.filter(line => words.every(word => line[part].toLowerCase().includes(word)));
  // A line's label counts only where the customer's name alone does not do: "Praxis" is the label of many.
  const found = having('customer').length ? having('customer') : having('name');
  const customers = [...new Set(found.map(({ customer }) => customer))];
  if (customers.length > 1) throw new Error(`--to "${to}" is part of several names: ${customers.join(', ')}.`);
  if (!found[0]) throw new Error(`--to "${to}" is neither a telephone number nor part of a name. Customers of the demo: ${DEMO_CUSTOMERS.map(({ name }) => name).join(', ')}.`);
  return { number: found[0].number, name: found[0].name };
}
