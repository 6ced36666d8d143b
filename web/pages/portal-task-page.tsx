import { Anchor, Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import type { Task_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { callAddresses } from '../history/addresses.ts';
import { CallRow_call } from '../history/call-row.tsx';
import { callBackNumber, callerName } from '../history/caller-words.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { taskAddresses } from '../tasks/addresses.ts';
import { TaskDebtors } from '../tasks/task-debtors.tsx';
import { TaskForm } from '../tasks/task-form.tsx';
import { isOpenTask, Task_parts } from '../tasks/task-parts.ts';
import { DueWords } from '../tasks/task-row.tsx';
import { newTask, valuesOfTask } from '../tasks/task-values.ts';
import { TimeSpent } from '../tasks/time-spent.tsx';
import classes from '../tasks/tasks.module.css';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { FormButtons } from '../ui/form-parts.tsx';
import { useMinute } from '../ui/minute.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { momentInWords } from '../ui/zoned-time.ts';

const PortalTaskDocument = graphql(`query PortalTask($id: ID!) { task(id: $id) { id ...Task_parts } }`);
const NotedCallDocument = graphql(`query TaskCall($id: ID!) { call(id: $id) { id ...CallRow_call note { id concern } } }`);
const CancelTaskDocument = graphql(`
  mutation CancelTask($taskId: ID!, $expectedVersion: Int!) { cancelTask(taskId: $taskId, expectedVersion: $expectedVersion) { __typename ... on Task { id ...Task_parts } ... on TaskChangedMeanwhile { current { id ...Task_parts } } } }
`);
const ReopenTaskDocument = graphql(`
  mutation ReopenTask($taskId: ID!, $expectedVersion: Int!) { reopenTask(taskId: $taskId, expectedVersion: $expectedVersion) { __typename ... on Task { id ...Task_parts } ... on TaskChangedMeanwhile { current { id ...Task_parts } } } }
`);
const SaveTemplateDocument = graphql(`
  mutation SaveTaskTemplate($customerId: ID!, $input: TaskTemplateInput!) { saveTaskTemplate(customerId: $customerId, input: $input) { __typename ... on TaskTemplate { id ...Template_parts } ... on TaskTemplateInvalid { problems { field code } } } }
`);

/** Orders something new, by itself or from the note of a call. */
export function PortalNewTaskPage() {
  const { t } = useTranslation('tasks');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId, timeZone } = usePortalCustomer();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const callId = search.get('call');
  const [{ data, error }, again] = useQuery({ query: NotedCallDocument, variables: { id: callId ?? '' }, pause: callId === null });
  const { t: words } = useTranslation('history');
  const call = readFragment(CallRow_call, data?.call);
  const back = callId === null ? { to: taskAddresses.list(), label: t('back') } : { to: callAddresses.one(callId), label: words('back') };
  const name = call ? callerName(call, words) : '';
  const number = call ? callBackNumber(call) : null;
  const initial = call ? newTask({ title: t('fromNoteTitle', { name }).slice(0, 200), personName: name, personNumber: number ? formatNumber(number) : '', text: data?.call?.note?.concern ?? '' }) : newTask();
  const saved = (taskId: string) => {
    showDone(t('created'));
    void navigate(taskAddresses.one(taskId), { replace: true });
  };
  return (
    <Page title={t('form.newTitle')} back={back}>
      <ReadOnlyNote />
      {callId !== null && !data && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {(callId === null || data) && (
        <Writing>
          <TaskForm customerId={customerId} timeZone={timeZone} stored={null} initial={initial} callId={call ? callId : null} draftKey={`${viewer.id}.task.${callId ?? 'new'}`} onSaved={saved} onCancel={() => void navigate(back.to)} />
        </Writing>
      )}
    </Page>
  );
}

/** One task: where it stands, what came of it, and how long it took. */
export function PortalTaskPage() {
  const { t } = useTranslation('tasks');
  const { taskId = '' } = useParams();
  const [{ data, error }, again] = useQuery({ query: PortalTaskDocument, variables: { id: taskId }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const back = { to: taskAddresses.list(), label: t('back') };
  const task = readFragment(Task_parts, data?.task);
  if (task) return <WholeTask key={task.id} task={task} back={back} />;
  if (data) return <Page title={t('missing.title')} back={back}><EmptyFace title={t('missing.title')}>{t('missing.text')}</EmptyFace></Page>;
  return <Page title={t('title')} back={back}>{error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}</Page>;
}

function WholeTask({ task, back }: { task: Task_PartsFragment; back: { to: string; label: string } }) {
  const { t, i18n } = useTranslation('tasks');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId, timeZone } = usePortalCustomer();
  const now = useMinute();
  const [open, setOpen] = useState<'edit' | 'cancel' | 'template' | null>(null);
  const [, cancel] = useMutation(CancelTaskDocument);
  const [, reopen] = useMutation(ReopenTaskDocument);
  const debtorsAgain = useRef<() => void>(undefined);
  useAgainAfterGap(() => debtorsAgain.current?.());
  const close = () => setOpen(null);
  const when = (at: string) => momentInWords(at, timeZone, i18n.language, now);
  const canChange = isOpenTask(task);
  const tell = (typename: string | undefined, done: string): boolean => {
    if (typename === 'Task') showDone(done);
    else showFailure(t(typename === 'TaskChangedMeanwhile' ? 'meanwhile' : 'failed'));
    return typename !== undefined;
  };
  return (
    <Page title={task.title} back={back}>
      <ReadOnlyNote />
      <section className={classes.card} aria-label={t('detail.state')}>
        <p className={classes.meta} role="status">
          <span className={classes.badge} data-state={task.state}>{t(`states.${task.state}`)}</span><DueWords task={task} />
          {task.debtorCount > 0 && <span>{t('progress', { settled: task.debtorsSettled, count: task.debtorCount })}</span>}
          {canChange && <span>{task.workingSince ? t('workingNow') : null} {task.assignedTo ? t('by', { name: task.assignedTo.name }) : t('nobody')}</span>}
        </p>
        {task.result && <><h2>{t('detail.result')}</h2><p className={classes.text}>{task.result}</p></>}
      </section>
      <section className={classes.card} aria-labelledby="task-what">
        <h2 id="task-what">{t(`kinds.${task.kind}`)}</h2>
        {(task.personName || task.personNumber) && (
          <p className={classes.person}>{task.personName}{task.personNumber && <> <Anchor href={`tel:${task.personNumber}`}>{formatNumber(task.personNumber)}</Anchor></>}</p>
        )}
        {task.text && <p className={classes.text}>{task.text}</p>}
        <p className={classes.meta}>{t('detail.ordered', { name: task.createdBy, time: when(task.createdAt) })}</p>
        {task.call && <Anchor component={Link} to={callAddresses.one(task.call.id)} size="sm" lh="32px">{t('fromCall', { time: when(task.call.receivedAt) })}</Anchor>}
        <Writing>
          <div className={classes.acts}>
            {canChange && <Button size="sm" variant="default" onClick={() => setOpen('edit')}>{t('detail.edit')}</Button>}
            {canChange && <Button size="sm" variant="default" color="red" onClick={() => setOpen('cancel')}>{t('detail.cancel')}</Button>}
            {!canChange && <Button size="sm" variant="default" onClick={() => void reopen({ taskId: task.id, expectedVersion: task.version }).then(({ data }) => tell(data?.reopenTask.__typename, t('detail.reopened')))}>{t('detail.reopen')}</Button>}
            <Button size="sm" variant="default" onClick={() => setOpen('template')}>{t('detail.asTemplate')}</Button>
          </div>
        </Writing>
      </section>
      {(task.kind === 'COLLECTION_CALLS' || task.debtorCount > 0) && <TaskDebtors taskId={task.id} timeZone={timeZone} canChange={canChange} writerId={viewer.id} onGap={way => { debtorsAgain.current = way; }} />}
      <TimeSpent task={task} timeZone={timeZone} />
      <Sheet opened={open === 'edit'} onClose={close} title={t('form.editTitle')} isHeld>
        {open === 'edit' && (
          <TaskForm
            customerId={customerId} timeZone={timeZone} stored={task} initial={valuesOfTask(task)} callId={null} draftKey={`${viewer.id}.task.${task.id}`}
            onSaved={() => { close(); showDone(t('saved')); }} onCancel={close}
          />
        )}
      </Sheet>
      {open === 'template' && <TemplateSheet task={task} customerId={customerId} onClose={close} />}
      {open === 'cancel' && (
        <ConfirmSheet
          title={t('detail.cancelTitle')} text={t('detail.cancelText')} confirm={t('detail.cancel')} isHard onClose={close}
          onConfirm={async () => tell((await cancel({ taskId: task.id, expectedVersion: task.version })).data?.cancelTask.__typename, t('detail.cancelled'))}
        />
      )}
    </Page>
  );
}

/** Keeps what was ordered to order it again. */
function TemplateSheet({ task, customerId, onClose }: { task: Task_PartsFragment; customerId: string; onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const [name, setName] = useState(task.title.slice(0, 100));
  const [problem, setProblem] = useState<string | null>(null);
  const [, save] = useMutation(SaveTemplateDocument);
  const days = task.dueAt ? Math.min(365, Math.max(0, Math.round((Date.parse(task.dueAt) - Date.parse(task.createdAt)) / 86_400_000))) : null;
  const submit = async () => {
    const { data } = await save({ customerId, input: { name, kind: task.kind, title: task.title, text: task.text ?? null, dueInDays: days } });
    switch (data?.saveTaskTemplate.__typename) {
      case 'TaskTemplate': showDone(t('detail.templateSaved')); onClose(); return;
      case 'TaskTemplateInvalid': setProblem(common(`problems.${data.saveTaskTemplate.problems[0]!.code}`)); return;
      default: showFailure(t('failed'));
    }
  };
  return (
    <Sheet opened onClose={onClose} title={t('detail.asTemplate')}>
      <form className={classes.form} noValidate onSubmit={event => { event.preventDefault(); void submit(); }}>
        <TextInput label={t('detail.templateName')} description={t('detail.templateHint')} maxLength={100} withAsterisk value={name} error={problem} onChange={event => setName(event.currentTarget.value)} data-autofocus autoComplete="off" />
        <FormButtons>
          <Button type="submit">{t('detail.asTemplate')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </FormButtons>
      </form>
    </Sheet>
  );
}
