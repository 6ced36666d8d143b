/** NIST SP 800-63B-4: how many characters a password has at least, alone and beside a second factor, and what we are willing to hash. */
export const PASSWORD_LENGTH = { alone: 15, withSecondFactor: 8, most: 256 };

/** What is wrong with a new password. */
export interface PasswordProblem<Field extends string = string> {
  field: Field;
  code: 'TOO_SHORT' | 'TOO_LONG' | 'TOO_COMMON' | 'TOO_OBVIOUS';
  message: string;
}

/** Whose password it is to be. */
export interface PasswordOwner {
  email: string;
  name: string;
  hasSecondFactor: boolean;
}

const OF_THE_SERVICE = ['telefonsekretariat', 'sekretariat', 'vorzimmer', 'telefon', 'passwort', 'kennwort', 'password'];
// What remains without the words that everybody knows must still be something to guess.
const OWN_CHARACTERS = 6;

/** How many characters such a password has at least. */
export const leastCharacters = ({ hasSecondFactor }: Pick<PasswordOwner, 'hasSecondFactor'>): number => (hasSecondFactor ? PASSWORD_LENGTH.withSecondFactor : PASSWORD_LENGTH.alone);

const charactersOf = (password: string): number => [...password.normalize('NFC')].length;

/** Whether the password is long enough to be all that is asked for. */
export const standsAlone = (password: string): boolean => charactersOf(password) >= PASSWORD_LENGTH.alone;

/** What is wrong with a new password; empty when nothing is. Any characters will do, in any mixture. */
export async function passwordProblems<Field extends string>(field: Field, password: string, owner: PasswordOwner): Promise<PasswordProblem<Field>[]> {
  const least = leastCharacters(owner);
  const length = charactersOf(password);
  if (length < least) return [{ field, code: 'TOO_SHORT', message: `The password needs at least ${least} characters.` }];
  if (length > PASSWORD_LENGTH.most) return [{ field, code: 'TOO_LONG', message: `The password has more than ${PASSWORD_LENGTH.most} characters.` }];
  const plain = password.normalize('NFC').toLowerCase();
  if (isObvious(plain, owner)) return [{ field, code: 'TOO_OBVIOUS', message: 'The password is little more than the name of the service or of the person.' }];
  if (await isCommon(plain)) return [{ field, code: 'TOO_COMMON', message: 'The password is one of those that are tried first.' }];
  return [];
}

function isObvious(plain: string, { email, name }: PasswordOwner): boolean {
  const known = [...OF_THE_SERVICE, ...`${email} ${name}`.normalize('NFC').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(word => word.length >= 4)];
  let rest = plain;
  for (const word of known.toSorted((one, other) => other.length - one.length)) rest = rest.replaceAll(word, '');
  return rest !== plain && new Set(rest).size < OWN_CHARACTERS;
}

let commonPasswords: Promise<ReadonlySet<string>> | undefined;

async function isCommon(plain: string): Promise<boolean> {
  // 50,000 passwords, unpacked when somebody chooses one for the first time.
  commonPasswords ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  const common = await commonPasswords;
  const unit = repeatedUnit(plain);
  return common.has(plain) || unit.length <= 2 || common.has(unit) || isSequence(plain);
}

/** The shortest piece that the text repeats, cut off in the end perhaps; the text itself when it repeats nothing. */
function repeatedUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

/** Whether each character is the neighbour of the one before, like abcdef and 987654; from 9 it goes on to 0 and back. */
function isSequence(text: string): boolean {
  const codes = [...text].map(character => character.codePointAt(0)!);
  return [1, -1].some(step => codes.every((code, place) => place === 0 || code - codes[place - 1]! === step || code - codes[place - 1]! === -9 * step));
}
