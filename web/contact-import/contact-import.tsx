import { Alert, Button, FileButton, NativeSelect, Progress, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFileUpload, IconScale } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useErrorText } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { COLUMN_USES, contactsOfTable, guessUses, type ColumnUse } from './columns.ts';
import classes from './contact-import.module.css';
import { readTable, type Table } from '../ui/csv-table.ts';
import type { FileContact } from './file-contact.ts';
import { fileText, MOST_BYTES } from '../ui/file-text.ts';
import { choicesFor, usualChoice, type Choice, type PlannedContact, type Standing } from './import-plan.ts';
import { useContactImport, type ImportState } from './use-contact-import.ts';
import { contactsOfVCards } from './vcard-file.ts';

const SHOWN = 50;
type Trouble = 'TOO_LARGE' | 'NO_TEXT' | 'EMPTY' | 'NO_NAME';

/** Brings contacts from a file into the address book: chosen, understood, looked through, and written when somebody says so. */
export function ContactImport({ customerId, listAddress }: { customerId: string; listAddress: string }) {
  const { t } = useTranslation('contactImport');
  const errorText = useErrorText();
  const { state, error, check, write, goOn, stop, reset } = useContactImport(customerId);
  const [file, setFile] = useState<{ name: string; table: Table | null; contacts: FileContact[] } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const choose = async (chosen: File | null) => {
    if (!chosen) return;
    setTrouble(null);
    if (chosen.size > MOST_BYTES) return setTrouble('TOO_LARGE');
    const text = fileText(new Uint8Array(await chosen.arrayBuffer()));
    if (text === null) return setTrouble('NO_TEXT');
    const isCards = /^\s*\uFEFF?BEGIN:VCARD/i.test(text) || /\.(vcf|vcard)$/i.test(chosen.name);
    const table = isCards ? null : readTable(text);
    const contacts = isCards ? contactsOfVCards(text) : [];
    if (table ? table.rows.length === 0 : contacts.length === 0) return setTrouble('EMPTY');
    setFile({ name: chosen.name, table, contacts });
    if (!table) await check(contacts);
  };
  const startAgain = () => { setFile(null); setTrouble(null); reset(); };

  if (state.is === 'CHECKING') return <UnderWay title={t('checking.title')} state={state} onStop={() => { stop(); if (!file?.table) setFile(null); }} />;
  if (state.is === 'WRITING') return <UnderWay title={t('writing.title')} hint={t('writing.hint')} state={state} onStop={stop} />;
  if (state.is === 'PLANNED') return <Plan plan={state.plan} onWrite={(choiceOf, group) => void write(state.plan, choiceOf, group)} onAgain={startAgain} />;
  if (state.is === 'OVER') return <Outcome state={state} listAddress={listAddress} onGoOn={() => void goOn()} onAgain={startAgain} />;
  return (
    <div className={classes.steps}>
      {error && <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />}>{errorText(error)}</Alert>}
      {file?.table ? <Columns name={file.name} table={file.table} onBack={startAgain} onCheck={contacts => void check(contacts)} /> : (
        <>
          <p className={classes.notice}><IconScale size={20} aria-hidden /><span>{t('legal')}</span></p>
          <section className={classes.card} aria-labelledby="import-file">
            <h2 id="import-file" className={classes.title}>{t('choose.title')}</h2>
            <p className={classes.text}>{t('choose.text')}</p>
            {trouble && <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />}>{t(`choose.trouble.${trouble}`)}</Alert>}
            <div className={classes.buttons}>
              <FileButton onChange={chosen => void choose(chosen)} accept=".csv,.txt,.tsv,.vcf,.vcard,.xlsx,.xls,text/csv,text/vcard,text/x-vcard" inputProps={{ 'aria-label': t('choose.file') }}>
                {props => <Button {...props} leftSection={<IconFileUpload size={18} aria-hidden />}>{t('choose.button')}</Button>}
              </FileButton>
            </div>
            <p className={classes.hint}>{t('choose.hint')}</p>
          </section>
        </>
      )}
    </div>
  );
}

/** Asks what each column of a table is. */
function Columns({ name, table, onBack, onCheck }: { name: string; table: Table; onBack: () => void; onCheck: (contacts: FileContact[]) => void }) {
  const { t } = useTranslation('contactImport');
  const [uses, setUses] = useState<ColumnUse[]>(() => guessUses(table.titles));
  const [isRefused, setRefused] = useState(false);
  const hasName = uses.some(use => use === 'name' || use === 'firstName' || use === 'lastName' || use === 'company');
  const go = () => {
    if (!hasName) return setRefused(true);
    onCheck(contactsOfTable(table, uses));
  };
  return (
    <section className={classes.card} aria-labelledby="import-columns">
      <h2 id="import-columns" className={classes.title}>{t('columns.title')}</h2>
      <p className={classes.text}>{t('columns.text', { name, count: table.rows.length })}</p>
      <ul className={classes.columns}>
        {table.titles.map((title, column) => {
          const label = title || t('columns.unnamed', { n: column + 1 });
          const samples = table.rows.map(row => row[column] ?? '').filter(cell => cell.trim() !== '').slice(0, 2);
          return (
            // Columns never change their places.
            <li key={column} className={classes.column}>
              <span className={classes.columnTitle}>{label}<span className={classes.sample}>{samples.length > 0 ? samples.join(' · ') : t('columns.empty')}</span></span>
              <NativeSelect
                aria-label={t('columns.use', { column: label })} value={uses[column] ?? 'none'} data={COLUMN_USES.map(use => ({ value: use, label: t(`columns.uses.${use}`) }))}
                onChange={event => { const { value } = event.currentTarget; setUses(before => before.map((use, place) => (place === column ? value as ColumnUse : use))); }}
              />
            </li>
          );
        })}
      </ul>
      {isRefused && !hasName && <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />}>{t('choose.trouble.NO_NAME')}</Alert>}
      <div className={classes.buttons}>
        <Button onClick={go}>{t('columns.go')}</Button>
        <Button variant="default" onClick={onBack}>{t('otherFile')}</Button>
      </div>
      <p className={classes.hint}>{t('nothingYet')}</p>
    </section>
  );
}

function UnderWay({ title, hint, state: { done, total }, onStop }: { title: string; hint?: string; state: { done: number; total: number }; onStop: () => void }) {
  const { t } = useTranslation('contactImport');
  return (
    <section className={classes.card} aria-labelledby="import-way">
      <h2 id="import-way" className={classes.title}>{title}</h2>
      <Progress.Root size="lg" aria-hidden><Progress.Section value={total === 0 ? 100 : (100 * done) / total} animated /></Progress.Root>
      <p className={classes.count} role="status">{t('doneOf', { done, total })}</p>
      {hint && <p className={classes.hint}>{hint}</p>}
      <div className={classes.buttons}><Button variant="default" onClick={onStop}>{t('stop')}</Button></div>
    </section>
  );
}

const STANDINGS: readonly Standing[] = ['NEW', 'DUPLICATE', 'IN_BOOK', 'FAULTY'];

/** Shows what would be written, and asks about those who may be known already. */
function Plan({ plan, onWrite, onAgain }: { plan: PlannedContact[]; onWrite: (choiceOf: (contact: PlannedContact) => Choice, group: string) => void; onAgain: () => void }) {
  const { t } = useTranslation('contactImport');
  const [chosen, setChosen] = useState<ReadonlyMap<number, Choice>>(new Map());
  const [forDuplicates, setForDuplicates] = useState<Choice>('SKIP');
  const [group, setGroup] = useState('');
  const counts = new Map(STANDINGS.map(standing => [standing, plan.filter(contact => contact.standing === standing).length]));
  const [shown, setShown] = useState<Standing>(() => STANDINGS.find(standing => counts.get(standing)! > 0) ?? 'NEW');
  const [length, setLength] = useState(SHOWN);

  const choiceOf = (contact: PlannedContact): Choice => {
    const own = chosen.get(contact.place);
    if (own) return own;
    // What is said for all duplicates counts where it can.
    return contact.standing === 'DUPLICATE' && choicesFor(contact).includes(forDuplicates) ? forDuplicates : usualChoice(contact);
  };
  const willBe = plan.map(choiceOf);
  const created = willBe.filter(choice => choice === 'CREATE').length;
  const merged = willBe.filter(choice => choice === 'MERGE').length;
  const rows = plan.filter(({ standing }) => standing === shown);
  return (
    <div className={classes.steps}>
      <section className={classes.card} aria-labelledby="import-plan">
        <h2 id="import-plan" className={classes.title}>{t('plan.title', { count: plan.length })}</h2>
        <p className={classes.text} role="status">{t('plan.create', { count: created })} {merged > 0 && `${t('plan.merge', { count: merged })} `}{t('plan.skip', { count: plan.length - created - merged })}</p>
        {counts.get('DUPLICATE')! > 0 && (
          <NativeSelect
            label={t('plan.duplicates')} value={forDuplicates} data={(['SKIP', 'MERGE', 'CREATE'] as const).map(value => ({ value, label: t(`plan.all.${value}`) }))}
            onChange={event => { setForDuplicates(event.currentTarget.value as Choice); setChosen(new Map()); }}
          />
        )}
        <TextInput label={t('plan.group')} description={t('plan.groupHint')} value={group} maxLength={60} autoComplete="off" onChange={event => setGroup(event.currentTarget.value)} />
        <div className={classes.buttons}>
          <Button disabled={created + merged === 0} onClick={() => onWrite(choiceOf, group.trim())}>{t('plan.go', { count: created + merged })}</Button>
          <Button variant="default" onClick={onAgain}>{t('otherFile')}</Button>
        </div>
        <p className={classes.hint}>{t('nothingYet')}</p>
      </section>
      <div role="group" aria-label={t('plan.show')} className={classes.standings}>
        {STANDINGS.filter(standing => counts.get(standing)! > 0).map(standing => (
          <button key={standing} type="button" className={classes.standing} aria-pressed={standing === shown} onClick={() => { setShown(standing); setLength(SHOWN); }}>
            {t(`plan.standing.${standing}`)} {counts.get(standing)}
          </button>
        ))}
      </div>
      <ul className={classes.list} aria-label={t(`plan.standing.${shown}`)}>
        {rows.slice(0, length).map(contact => (
          <PlanRow key={contact.place} contact={contact} choice={choiceOf(contact)} onChoose={choice => setChosen(before => new Map(before).set(contact.place, choice))} />
        ))}
      </ul>
      {rows.length > length && <Button variant="default" w="fit-content" mx="auto" onClick={() => setLength(before => before + SHOWN)}>{t('plan.more')}</Button>}
    </div>
  );
}

function PlanRow({ contact, choice, onChoose }: { contact: PlannedContact; choice: Choice; onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation('contactImport');
  const { t: common } = useTranslation('portal');
  const { place, name, company, numbers, groups, emails, address, matches, twinOf, problems, leftOut, standing } = contact;
  const about = [company === name ? '' : company, numbers.map(({ number, label }) => (label ? `${label} ${formatNumber(number)}` : formatNumber(number))).join(', '), emails.join(', '), address.replaceAll('\n', ', '), groups.join(', ')].filter(Boolean).join(' · ');
  const known = matches.map(match => (match.company ? `${match.name}, ${match.company}` : match.name));
  const choices = choicesFor(contact);
  const said: { text: string; isFault: boolean }[] = [
    ...problems.map(({ field, code }) => ({ text: `${t(`plan.field.${field.split('.')[0] as 'name'}`, { defaultValue: field })}: ${common(`problems.${code as 'REQUIRED'}`)}`, isFault: true })),
    ...(matches.length > 0 ? [{ text: t(standing === 'IN_BOOK' ? 'plan.inBook' : 'plan.like', { names: known.join('; ') }), isFault: false }] : []),
    ...(twinOf === null ? [] : [{ text: t('plan.twin', { place: twinOf }), isFault: false }]),
    ...(leftOut.length > 0 ? [{ text: t('plan.leftOut', { numbers: leftOut.join(', ') }), isFault: false }] : []),
  ];
  return (
    <li className={classes.row} data-skipped={choice === 'SKIP' || undefined}>
      <span className={classes.who}>
        <span className={classes.name}>{name || t('plan.nameless', { place })}</span>
        {about && <span className={classes.about}>{about}</span>}
        {said.map(({ text, isFault }) => <span key={text} className={classes.said} data-tone={isFault ? 'faulty' : undefined}><IconAlertTriangle size={15} aria-hidden />{text}</span>)}
      </span>
      {choices.length > 1 && (
        <NativeSelect
          className={classes.choice} aria-label={t('plan.choice', { name: name || t('plan.nameless', { place }) })} value={choice}
          data={choices.map(value => ({ value, label: value === 'MERGE' && matches[0] ? t('plan.one.MERGE', { name: matches[0].name }) : t(`plan.one.${value as 'SKIP'}`) }))}
          onChange={event => onChoose(event.currentTarget.value as Choice)}
        />
      )}
    </li>
  );
}

/** What came of it, also where it came to an end before its time. */
function Outcome({ state: { created, merged, left, why }, listAddress, onGoOn, onAgain }: { state: Extract<ImportState, { is: 'OVER' }>; listAddress: string; onGoOn: () => void; onAgain: () => void }) {
  const { t } = useTranslation('contactImport');
  const errorText = useErrorText();
  const isDone = why === 'DONE';
  const counted: ReactNode = <>{t('over.created', { count: created })} {merged > 0 && t('over.merged', { count: merged })}</>;
  return (
    <section className={classes.card} aria-labelledby="import-over">
      <h2 id="import-over" className={classes.title}>{t(isDone ? 'over.done' : why === 'CANCELLED' ? 'over.cancelled' : 'over.failed')}</h2>
      <div role={isDone ? 'status' : 'alert'}>
        {isDone ? <p className={classes.text}><IconCircleCheck size={18} aria-hidden style={{ verticalAlign: -3, color: 'var(--vz-put-through)' }} /> {counted}</p> : (
          <>
            {why !== 'CANCELLED' && <p className={classes.text}>{why === 'REFUSED' ? t('over.refused') : errorText(why)}</p>}
            <p className={classes.text}>{counted} {t('over.left', { count: left })}</p>
          </>
        )}
      </div>
      <div className={classes.buttons}>
        {!isDone && why !== 'REFUSED' && <Button onClick={onGoOn}>{t('over.goOn')}</Button>}
        <Button component={Link} to={listAddress} variant={isDone ? 'filled' : 'default'}>{t('over.toBook')}</Button>
        <Button variant="default" onClick={onAgain}>{t('otherFile')}</Button>
      </div>
    </section>
  );
}
