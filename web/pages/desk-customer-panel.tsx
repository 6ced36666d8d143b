import { Tabs, Tooltip } from '@mantine/core';
import { IconAddressBook, IconCalendar, IconChecklist, IconFiles, IconHelpHexagon, IconMessages, IconUser } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingFace } from '../ui/faces.tsx';
import { KeyHint, useKey, useShortcut } from '../ui/keys.tsx';
import classes from './desk-customer-panel.module.css';

const CustomerAppointments = lazy(async () => ({ default: (await import('../appointments/customer-appointments.tsx')).CustomerAppointments }));
const CustomerContacts = lazy(async () => ({ default: (await import('../contacts/customer-contacts.tsx')).CustomerContacts }));
const CustomerDocuments = lazy(async () => ({ default: (await import('../documents/customer-documents.tsx')).CustomerDocuments }));
const CustomerFaqs = lazy(async () => ({ default: (await import('../faqs/customer-faqs.tsx')).CustomerFaqs }));
const CustomerTasks = lazy(async () => ({ default: (await import('../tasks/customer-tasks.tsx')).CustomerTasks }));
const CustomerThreads = lazy(async () => ({ default: (await import('../threads/customer-threads.tsx')).CustomerThreads }));

const TABS = [
  { tab: 'caller', key: 'panelCaller', Icon: IconUser },
  { tab: 'contacts', key: 'panelContacts', Icon: IconAddressBook },
  { tab: 'appointments', key: 'panelAppointments', Icon: IconCalendar },
  { tab: 'faqs', key: 'panelFaqs', Icon: IconHelpHexagon },
  { tab: 'documents', key: 'panelDocuments', Icon: IconFiles },
  { tab: 'tasks', key: 'panelTasks', Icon: IconChecklist },
  { tab: 'messages', key: 'panelMessages', Icon: IconMessages },
] as const;
type Tab = (typeof TABS)[number]['tab'];

/**
 * Everything about the customer of the call in hand, a key away: who calls, the address book, appointments, frequent questions, documents, tasks, messages. Code and data
 * of a part come when it is opened first, so that a call on the screen costs no more than its caller.
 */
export function DeskCustomerPanel({ customerId, callId, writerId, who, isSupervisor, caller }: { customerId: string; callId: string; writerId: string; who: () => { name: string; number: string }; isSupervisor: boolean; caller: ReactNode }) {
  const { t } = useTranslation('desk');
  const [tab, setTab] = useState<Tab>('caller');
  // By a key one goes on typing in what it opens.
  const [jumps, setJumps] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const jump = (to: Tab) => {
    setTab(to);
    setJumps(count => count + 1);
  };
  useKey('panelCaller', () => jump('caller'));
  useKey('panelContacts', () => jump('contacts'));
  useKey('panelAppointments', () => jump('appointments'));
  useKey('panelFaqs', () => jump('faqs'));
  useKey('panelDocuments', () => jump('documents'));
  useKey('panelTasks', () => jump('tasks'));
  useKey('panelMessages', () => jump('messages'));

  const settle = useEffectEvent(() => {
    const first = body.current?.querySelector<HTMLElement>('[role="tabpanel"]:not([hidden]) :is([data-first], input[data-first])') ?? body.current;
    first?.focus();
  });
  useEffect(() => {
    if (jumps === 0) return;
    // What is opened for the first time is not there at once.
    const observer = new MutationObserver(() => settle());
    settle();
    if (body.current) observer.observe(body.current, { childList: true, subtree: true });
    const timer = setTimeout(() => observer.disconnect(), 2_000);
    const stop = () => observer.disconnect();
    addEventListener('keydown', stop, { once: true });
    addEventListener('pointerdown', stop, { once: true });
    return () => { clearTimeout(timer); stop(); removeEventListener('keydown', stop); removeEventListener('pointerdown', stop); };
  }, [jumps]);

  return (
    <Tabs value={tab} onChange={to => setTab(to as Tab)} keepMounted={false} className={classes.panel} classNames={{ tab: classes.tab ?? '', list: classes.tabs ?? '' }}>
      <Tabs.List aria-label={t('panel.label')} grow>
        {TABS.map(({ tab: one, key, Icon }) => <PanelTab key={one} tab={one} action={key} label={t(`panel.${one}`)} icon={<Icon size={18} stroke={1.7} aria-hidden />} />)}
      </Tabs.List>
      <div ref={body} tabIndex={-1} className={classes.body}>
        <Tabs.Panel value="caller">{caller}</Tabs.Panel>
        {TABS.filter(({ tab: one }) => one !== 'caller').map(({ tab: one }) => (
          <Tabs.Panel key={one} value={one} className={classes.part}>
            <h2 className={classes.title}>{t(`panel.${one}`)}</h2>
            <Suspense fallback={<LoadingFace />}>
              {one === 'contacts' && <CustomerContacts customerId={customerId} />}
              {one === 'appointments' && <CustomerAppointments customerId={customerId} callId={callId} caller={who} />}
              {one === 'faqs' && <CustomerFaqs customerId={customerId} />}
              {one === 'documents' && <CustomerDocuments customerId={customerId} />}
              {one === 'tasks' && <CustomerTasks customerId={customerId} secretaryId={writerId} isSupervisor={isSupervisor} />}
              {one === 'messages' && <CustomerThreads customerId={customerId} writerId={writerId} />}
            </Suspense>
          </Tabs.Panel>
        ))}
      </div>
    </Tabs>
  );
}

function PanelTab({ tab, action, label, icon }: { tab: Tab; action: string; label: string; icon: ReactNode }) {
  const shortcut = useShortcut(action);
  return (
    <Tooltip label={<>{label} <KeyHint action={action} /></>}>
      <Tabs.Tab value={tab} aria-label={label} {...shortcut}>{icon}</Tabs.Tab>
    </Tooltip>
  );
}
