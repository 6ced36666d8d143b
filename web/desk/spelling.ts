/** The spelling alphabet of DIN 5009:2022, by cities. */
export const CITIES: Readonly<Record<string, string>> = {
  A: 'Aachen', Ä: 'Umlaut Aachen', B: 'Berlin', C: 'Chemnitz', D: 'Düsseldorf', E: 'Essen', F: 'Frankfurt', G: 'Goslar', H: 'Hamburg', I: 'Ingelheim', J: 'Jena',
  K: 'Köln', L: 'Leipzig', M: 'München', N: 'Nürnberg', O: 'Offenbach', Ö: 'Umlaut Offenbach', P: 'Potsdam', Q: 'Quickborn', R: 'Rostock', S: 'Salzwedel',
  ß: 'Eszett', T: 'Tübingen', U: 'Unna', Ü: 'Umlaut Unna', V: 'Völklingen', W: 'Wuppertal', X: 'Xanten', Y: 'Ypsilon', Z: 'Zwickau',
};

/** A word letter by letter with the city of each; what is no letter stands for itself, accents are spelt by their base letter. */
export function spell(word: string): { letter: string; city: string | null }[] {
  return [...word.normalize('NFC')].filter(letter => letter.trim() !== '' || letter === ' ').map(letter => {
    const upper = letter === 'ß' || letter === 'ẞ' ? 'ß' : letter.toUpperCase();
    const base = upper.normalize('NFD').replace(/\p{M}/gu, '');
    return { letter: upper, city: CITIES[upper] ?? CITIES[base] ?? null };
  });
}
