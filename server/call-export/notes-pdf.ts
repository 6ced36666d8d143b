import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { formatPhoneNumber } from '../numbers/phone-number.ts';
import type { ExportOf } from './call-files.ts';
import { callerOf, exportWords, wallTimeIn } from './export-words.ts';
import type { ExportedCall } from './exported-call.ts';

// The fonts of PDF itself have no letters but those of western Europe.
const fonts = createRequire(import.meta.url);
const REGULAR = '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf';
const STRONG = '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf';

const MM = 72 / 25.4;
/** The margins of a German business letter: room on the left to file the sheet. */
const LEFT = 25 * MM;
const RIGHT = 20 * MM;
const TOP = 20 * MM;
const BOTTOM = 22 * MM;
const INK = '#17212b';
const GREY = '#5b6873';
const LINE = '#ccd4da';
const URGENT = '#b42318';

/** Notes to print and to file, on A4, newest first. */
export async function* notesPdf(portions: AsyncIterable<readonly ExportedCall[]>, of: ExportOf): AsyncGenerator<Uint8Array> {
  const words = exportWords(of.tongue);
  const title = of.isOne ? words.oneTitle : words.title;
  const doc = new PDFDocument({
    size: 'A4', margins: { left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM }, autoFirstPage: false, lang: of.tongue === 'de' ? 'de-DE' : 'en-GB', displayTitle: true, pdfVersion: '1.7',
    info: { Title: `${title} · ${of.customerName}`, Author: of.customerName, CreationDate: of.now, ModDate: of.now },
  });
  doc.registerFont('regular', fonts.resolve(REGULAR));
  doc.registerFont('strong', fonts.resolve(STRONG));
  const ready: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => doc.on('data', (chunk: Uint8Array) => ready.push(chunk)).once('end', resolve).once('error', reject));
  const taken = () => Buffer.concat(ready.splice(0));

  const sheet = new Sheet(doc, of, title);
  let isFirst = true;
  for await (const calls of portions) {
    for (const call of calls) {
      if (of.isOne) sheet.one(call);
      else sheet.entry(call, isFirst);
      isFirst = false;
    }
    yield taken();
  }
  doc.end();
  await ended;
  yield taken();
}

/** What is drawn on the pages, from the top to the bottom. */
class Sheet {
  private readonly words;
  private readonly wall;
  private readonly width;
  private pages = 0;

  constructor(private readonly doc: PDFKit.PDFDocument, private readonly of: ExportOf, title: string) {
    this.words = exportWords(of.tongue);
    this.wall = wallTimeIn(of.tongue, of.timeZone);
    doc.on('pageAdded', () => this.frame());
    doc.addPage();
    this.width = doc.page.width - LEFT - RIGHT;
    this.head(title);
  }

  /** The foot of each page, and whose paper it is from the second one on. */
  private frame(): void {
    const { doc, of, words } = this;
    this.pages += 1;
    const { margins, width, height } = doc.page;
    const across = width - LEFT - RIGHT;
    // Below the margin, where text would begin another page.
    margins.bottom = 0;
    doc.font('regular').fontSize(8).fillColor(GREY);
    const foot = height - 14 * MM;
    doc.text(`${of.customerName} · ${words.madeOn} ${this.wall.date(of.now)}`, LEFT, foot, { width: across * 0.75, lineBreak: false, ellipsis: true });
    doc.text(words.page(this.pages), LEFT, foot, { width: across, align: 'right', lineBreak: false });
    margins.bottom = BOTTOM;
    doc.fillColor(INK);
    doc.x = LEFT;
    doc.y = TOP;
  }

  private head(title: string): void {
    const { doc, of, words, width } = this;
    doc.font('regular').fontSize(9).fillColor(GREY).text(of.customerName, LEFT, TOP, { width });
    doc.moveDown(1.2).font('strong').fontSize(18).fillColor(INK).text(title, { width });
    if (!of.isOne) doc.moveDown(0.2).font('regular').fontSize(9.5).fillColor(GREY).text(`${words.calls(of.records)} · ${words.madeOn} ${this.wall.date(of.now)}, ${this.wall.time(of.now)} ${words.oClock}`.trim(), { width });
    doc.moveDown(1).fillColor(INK);
    if (!of.isOne) this.rule();
  }

  private rule(): void {
    const { doc, width } = this;
    doc.moveTo(LEFT, doc.y).lineTo(LEFT + width, doc.y).lineWidth(0.6).strokeColor(LINE).stroke();
    doc.y += 10;
  }

  private moment(at: Date): string {
    return `${this.wall.day(at)}, ${this.wall.time(at)} ${this.words.oClock}`.trim();
  }

  private marks(call: ExportedCall): string[] {
    const { flags } = this.words;
    return [...(call.urgent ? [flags.urgent] : []), ...(call.callBackDoneAt ? [flags.callBackDone] : call.callBackWished ? [flags.callBack] : [])];
  }

  /** One of many: who and when, what it was about, what came of it. */
  entry(call: ExportedCall, isFirst: boolean): void {
    const { doc, of, words, width } = this;
    const who = callerOf(call, of.tongue, formatPhoneNumber);
    const company = call.company && call.company !== who ? `, ${call.company}` : '';
    const below = [call.number && formatPhoneNumber(call.number) !== who ? formatPhoneNumber(call.number) : null, call.result ? words.results[call.result] : words.open, call.secretary && words.takenBy(call.secretary)].filter(Boolean).join(' · ');
    const marks = this.marks(call).join(' · ');
    const when = this.moment(call.receivedAt);

    doc.font('regular').fontSize(10);
    const whenWidth = doc.widthOfString(when) + 4;
    const head = doc.font('strong').fontSize(11).heightOfString(who + company, { width: width - whenWidth - 12 });
    const body = call.concern === null ? 0 : doc.font('regular').fontSize(10.5).heightOfString(call.concern, { width, lineGap: 2 }) + 5;
    const needed = head + 14 + (marks ? 14 : 0) + body + 18;
    const bottom = doc.page.height - BOTTOM;
    // A note stays in one piece where it can; of a longer one, at least the beginning stands with its caller.
    if (!isFirst && doc.y + Math.min(needed, bottom - TOP) > bottom) doc.addPage();

    const top = doc.y;
    doc.font('regular').fontSize(10).fillColor(GREY).text(when, LEFT, top + 1, { width, align: 'right', lineBreak: false });
    doc.font('strong').fontSize(11).fillColor(INK).text(who, LEFT, top, { width: width - whenWidth - 12, continued: company !== '' });
    if (company) doc.font('regular').text(company);
    doc.font('regular').fontSize(9.5).fillColor(GREY).text(below, LEFT, doc.y + 1, { width });
    if (marks) doc.font('strong').fontSize(9.5).fillColor(call.urgent ? URGENT : INK).text(marks, LEFT, doc.y + 1, { width });
    if (call.concern !== null) doc.font('regular').fontSize(10.5).fillColor(INK).text(call.concern, LEFT, doc.y + 5, { width, lineGap: 2 });
    doc.y += 8;
    this.rule();
  }

  /** One by itself: a sheet to file. */
  one(call: ExportedCall): void {
    const { doc, of, words, width } = this;
    const { columns } = words;
    const labelWidth = 42 * MM;
    const rows: [string, string | null][] = [
      [`${columns.date}, ${columns.time}`, this.moment(call.receivedAt)], [columns.name, call.name ?? (call.company === null ? callerOf(call, of.tongue, formatPhoneNumber) : null)], [columns.company, call.company],
      [columns.number, call.number ? formatPhoneNumber(call.number) : call.withheld ? words.withheld : null], [columns.urgent, call.urgent ? words.yes : null],
      [columns.callBack, call.callBackWished ? words.yes : null], [columns.callBackDone, call.callBackDoneAt && this.moment(call.callBackDoneAt)],
      [columns.result, call.result ? words.results[call.result] : words.open], [columns.secretary, call.secretary], [columns.line, call.line.startsWith('+') ? formatPhoneNumber(call.line) : call.line],
    ];
    this.rule();
    for (const [label, value] of rows) {
      if (!value) continue;
      const top = doc.y;
      doc.font('regular').fontSize(10).fillColor(GREY).text(label, LEFT, top, { width: labelWidth - 8 });
      const after = doc.y;
      doc.font(label === columns.name ? 'strong' : 'regular').fillColor(label === columns.urgent ? URGENT : INK).text(value, LEFT + labelWidth, top, { width: width - labelWidth });
      doc.y = Math.max(after, doc.y) + 5;
    }
    doc.x = LEFT;
    doc.y += 4;
    this.rule();
    doc.font('strong').fontSize(11).fillColor(INK).text(columns.concern, LEFT, doc.y, { width }).moveDown(0.4);
    doc.font('regular').fontSize(11).fillColor(call.concern === null ? GREY : INK).text(call.concern ?? words.noNote, { width, lineGap: 3 });
  }
}
