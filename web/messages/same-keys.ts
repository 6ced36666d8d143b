/** The same keys with other texts: what a translation of a catalogue must be, no key more and none less. */
export type SameKeys<Catalogue> = { [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : SameKeys<Catalogue[Key]> };
