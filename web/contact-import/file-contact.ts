/** Somebody as a file tells of them, before anything is checked. */
export interface FileContact {
  /** The row of the table, or the number of the card. */
  place: number;
  name: string;
  company: string;
  numbers: { number: string; label: string }[];
  groups: string[];
  emails: string[];
  /** Where letters go, in lines. */
  address: string;
  remarks: string;
  isVip: boolean;
  isBlocked: boolean;
}
