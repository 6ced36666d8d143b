import { Migration } from '@mikro-orm/migrations';
import { letStandAside, letStandAsideNoMore } from './restricted-tables.ts';

const TABLES = ['message_thread', 'message', 'message_file', 'message_reading', 'document', 'document_version', 'faq'];

/** Restricts messages, documents and questions with everything else. */
export class RestrictAll077 extends Migration {
  override up(): void {
    this.addSql(letStandAside(TABLES));
  }

  override down(): void {
    this.addSql(letStandAsideNoMore(TABLES));
  }
}
