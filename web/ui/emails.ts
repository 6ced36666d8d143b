/** The words of a text in which e-mail addresses are written as mail programs have them: with commas, semicolons or blanks between them. */
export const emailsOf = (text: string): string[] => text.split(/[,;\s]+/).filter(Boolean);

/** Whether it reads like an e-mail address; the server looks once more. */
export const isEmail = (word: string): boolean => /^[^@<>]+@[^@<>]+\.[^@<>]+$/.test(word);
