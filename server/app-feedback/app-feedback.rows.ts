import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';

/** What somebody has said about the app, as the API shows it to supervisors. */
export interface AppFeedbackRow {
  __typename: 'AppFeedback';
  id: string;
  customerId: string | null;
  kind: 'PROBLEM' | 'WISH' | 'PRAISE';
  text: string;
  sentAt: Date;
  senderName: string;
  page: string | null;
  appVersion: string | null;
  browser: string | null;
  screen: string | null;
  imagePath: string | null;
  doneAt: Date | null;
  doneById: string | null;
}

/** A picture, as it is fetched. */
export interface AppFeedbackImage { id: string; customerId: string | null; image: Buffer; imageType: string }

export const APP_FEEDBACK = `'AppFeedback' as "__typename", f.id, f.customer_id as "customerId", f.kind, f.text, f.sent_at as "sentAt", f.sender_name as "senderName", f.page, f.app_version as "appVersion", f.browser,
  f.screen, case when f.image_type is not null then '/app-feedback/' || f.id || '/image' end as "imagePath", f.done_at as "doneAt", f.done_by as "doneById"`;

const page = (name: string, condition: string) => statement<AppFeedbackRow>(
  name, `select ${APP_FEEDBACK} from app_feedback f where ${condition} and (f.sent_at, f.id) < ($2::timestamptz, $3::uuid) order by f.sent_at desc, f.id desc limit $1`,
);
const OPEN = page('app-feedback-open', 'f.done_at is null');
const ALL = page('app-feedback-all', 'true');
const DONE = page('app-feedback-done', 'f.done_at is not null');
const IMAGE = statement<AppFeedbackImage>('app-feedback-image', 'select id, customer_id as "customerId", image, image_type as "imageType" from app_feedback where id = $1 and image is not null');

/** A stretch of what was said, the newest first: what is open, what was dealt with, or for null both. */
export const readAppFeedback = (sql: Sql, isDone: boolean | null, limit: number, after: { key: string; id: string } | null): Promise<AppFeedbackRow[]> =>
  sql.query(isDone === null ? ALL : isDone ? DONE : OPEN, [limit, after?.key ?? 'infinity', after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff']);

/** The picture, whoever asks; undefined when there is none. */
export const readAppFeedbackImage = async (sql: Sql, id: string): Promise<AppFeedbackImage | undefined> => (isUuid(id) ? sql.one(IMAGE, [id]) : undefined);
