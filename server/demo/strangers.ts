import { DEMO_CUSTOMERS } from './customers.ts';
import { randomOf } from './random.ts';
import { berlin, cologne, frankfurt, hamburg, mobile, munich, otherMobile, type ReservedNumber } from './reserved-numbers.ts';

/** Somebody who calls and stands in no address book. */
export interface Stranger {
  name: string;
  sex: 'f' | 'm';
  company?: string;
  number: ReservedNumber;
}

const WOMEN = ['Andrea', 'Barbara', 'Carla', 'Doris', 'Eva', 'Franziska', 'Greta', 'Hanna', 'Irene', 'Johanna', 'Karla', 'Lena', 'Maren', 'Nele', 'Paula', 'Ruth', 'Sonja', 'Tanja', 'Ulrike', 'Yasemin'];
const MEN = ['Achim', 'Benedikt', 'Christian', 'Daniel', 'Erik', 'Florian', 'Gregor', 'Holger', 'Ivan', 'Johannes', 'Konrad', 'Lothar', 'Martin', 'Norbert', 'Oskar', 'Patrick', 'Robert', 'Simon', 'Timo', 'Viktor'];
const FAMILIES = [
  'Ackermann', 'Bachmann', 'Conrad', 'Dietrich', 'Ebert', 'Fiedler', 'Gerlach', 'Heinrich', 'Jäger', 'Keller', 'Lehmann', 'Menzel', 'Neumann', 'Otto', 'Pfeiffer', 'Quandt', 'Riedel', 'Seidel', 'Trautmann', 'Ullrich',
  'Voigt', 'Werner', 'Zimmermann', 'Arslan', 'Baumgart', 'Cramer', 'Drechsler', 'Engelhardt', 'Frey', 'Günther', 'Hartwig', 'Ivanov', 'Jansen', 'Kowalski', 'Lindemann', 'Mohr', 'Nowak', 'Özdemir', 'Paulsen', 'Rösler', 'Schuster',
];
const ENGLISH_WOMEN = ['Alice', 'Charlotte', 'Grace', 'Hannah', 'Megan'];
const ENGLISH_MEN = ['Adam', 'George', 'Harry', 'James', 'Thomas'];
const ENGLISH_FAMILIES = ['Barnes', 'Cooper', 'Foster', 'Harding', 'Lloyd', 'Marsh', 'Palmer', 'Reid', 'Shaw', 'Turner'];
const COMPANIES = ['Elektro Falkner', 'Schreinerei Hoppe', 'Café Morgenrot', 'Spedition Nordring', 'Malerbetrieb Krüger', 'Optik Lindauer', 'Gärtnerei Sonnenfeld', 'Druckerei Albrecht'];

const PER_CUSTOMER = 12;

/** Every stranger has a number of their own: first the mobiles that no contact has, then landlines. */
function numberOf(place: number): ReservedNumber {
  const mobiles = [...Array.from({ length: 20 }, (_, n) => otherMobile(80 + n)), ...Array.from({ length: 8 }, (_, n) => mobile(2 + n))];
  // Mobiles go to one in six, so that each customer hears from some.
  if (place % 6 === 0 && place / 6 < mobiles.length) return mobiles[place / 6] as ReservedNumber;
  const city = [berlin, frankfurt, hamburg, cologne, munich][place % 5] as typeof berlin;
  return city(600 + place);
}

/** The strangers who call each customer, by its key; some call more than one. */
export function strangersByCustomer(): Map<string, Stranger[]> {
  const random = randomOf('strangers');
  const taken = new Set<string>();
  const nameLike = (sex: 'f' | 'm', isEnglish: boolean): string => {
    const first = random.pick(isEnglish ? (sex === 'f' ? ENGLISH_WOMEN : ENGLISH_MEN) : sex === 'f' ? WOMEN : MEN);
    const name = `${first} ${random.pick(isEnglish ? ENGLISH_FAMILIES : FAMILIES)}`;
    if (taken.has(name)) return nameLike(sex, isEnglish);
    taken.add(name);
    return name;
  };
  const all = DEMO_CUSTOMERS.map((customer, row) => Array.from({ length: PER_CUSTOMER }, (_, column): Stranger => {
    const sex = random.chance(0.55) ? 'f' : 'm';
    const company = random.chance(0.18) ? random.pick(COMPANIES) : null;
    return { name: nameLike(sex, customer.language === 'EN' && column % 2 === 0), sex, ...(company && { company }), number: numberOf(row * PER_CUSTOMER + column) };
  }));
  return new Map(DEMO_CUSTOMERS.map(({ key }, row) => {
    const next = all[(row + 1) % all.length] as Stranger[];
    return [key, [...(all[row] as Stranger[]), next[1] as Stranger]];
  }));
}
