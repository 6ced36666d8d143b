import { mailsDe } from './texts.de.ts';
import { mailsEn } from './texts.en.ts';

/** What each kind of mail is made with. */
export interface MailDetails {
  PASSWORD_RESET: { token: string };
  PASSWORD_CHANGED: object;
  /** A restriction of processing ends at this moment. */
  RESTRICTION_ENDS: { reason: string; at: string };
  SECOND_FACTOR_RESET: object;
  /** The end of the contract is known, or was noted when it was over already. Days as YYYY-MM-DD. */
  CONTRACT_ENDS: { lastDay: string; isOver: boolean; erasedOn: string };
  ERASURE_NEAR: { erasedOn: string };
  /** To an address whose account is gone. */
  ERASED: object;
  STATEMENT_CHANGED: { version: string };
  /** Nothing is sent any more to a program of the customer's. */
  WEBHOOK_DISABLED: { host: string; reason: 'GONE' | 'FAILING'; webhookId: string };
  NOTIFICATION: {
    /** What it tells of, the oldest first. Who it was and what about is null where the reader has not chosen to have it in mails. */
    items: { matter: 'NOTE' | 'MISSED' | 'MESSAGE' | 'TEST'; path: string; at: string; isUrgent: boolean; callBackWished: boolean; name: string | null; company: string | null; number: string | null; text: string | null }[];
    showsContent: boolean;
    timeZone: string;
    rhythm: 'AT_ONCE' | 'DAILY' | 'WEEKLY';
    unsubscribeToken: string;
  };
}
export type MailKind = keyof MailDetails;
export type MailLanguage = 'DE' | 'EN';

/** One mail in words. */
export interface MailText {
  subject: string;
  /** What it says, paragraph by paragraph. */
  paragraphs: readonly string[];
  /** What there is to do, with the path below our own address. */
  action?: { label: string; path: string };
  /** What it says below that. */
  after?: readonly string[];
  /** By which path the reader gets no more of these, with one click; only where they have a choice. */
  unsubscribePath?: string;
}

/** All mails in one language. */
export interface MailCatalogue {
  /** Empty where no name is known any more. */
  hello(name: string): string;
  regards: string;
  /** The link by which there are no more of these. */
  unsubscribe: string;
  texts: { [Kind in MailKind]: (details: MailDetails[Kind]) => MailText };
}

export const catalogues: Record<MailLanguage, MailCatalogue> = { DE: mailsDe, EN: mailsEn };

/** Where the link of a mail leads that sets a new password. Behind a #, so that it reaches no log of a server on the way. */
export const resetPath = (token: string): string => `/reset-password#token=${token}`;

/** A moment as a day, in words. */
export const dayInWords = (moment: string, locale: string): string => new Date(moment).toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Berlin' });

/** Where a reader gets no more notifications by mail. */
export const unsubscribePath = (token: string): string => `/notifications/unsubscribe/${token}`;

/** A moment in words, by the clock of the zone. */
export const momentInWords = (moment: string, locale: string, timeZone: string): string => new Date(moment).toLocaleString(locale, { weekday: 'short', day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit', timeZone });
