import { Anchor, Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import type { DebtorResult, Debtor_PartsFragment, Task_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Ticking } from '../ui/ticking.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { DebtorList } from './debtor-list.tsx';
import { DEBTOR_RESULTS, HAS_DAY, isOpenTask, Task_parts } from './task-parts.ts';
import { DueWords } from './task-row.tsx';
import classes from './tasks.module.css';
import { TimeSpent } from './time-spent.tsx';
import { useDebtors } from './use-debtors.ts';

const DeskTaskDocument = graphql(`query DeskTask($id: ID!) { task(id: $id) { id ...Task_parts } }`);
const ColleaguesDocument = graphql(`query TaskColleagues { desk { secretaries { id name } } }`);
const StartTaskDocument = graphql(`
  mutation StartTask($taskId: ID!, $expectedVersion: Int!) { startTask(taskId: $taskId, expectedVersion: $expectedVersion) { __typename ... on Task { id ...Task_parts } ... on TaskChangedMeanwhile { current { id ...Task_parts } } } }
`);
const PauseTaskDocument = graphql(`
  mutation PauseTask($taskId: ID!, $minutes: Int, $expectedVersion: Int!) {
    pauseTask(taskId: $taskId, minutes: $minutes, expectedVersion: $expectedVersion) { __typename ... on Task { id ...Task_parts } ... on TaskInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { id ...Task_parts } } }
  }
`);
const AssignTaskDocument = graphql(`
  mutation AssignTask($taskId: ID!, $secretaryId: ID, $expectedVersion: Int!) {
    assignTask(taskId: $taskId, secretaryId: $secretaryId, expectedVersion: $expectedVersion) { __typename ... on Task { id ...Task_parts } ... on TaskChangedMeanwhile { current { id ...Task_parts } } }
  }
`);
const FinishTaskDocument = graphql(`
  mutation FinishTask($taskId: ID!, $input: FinishTaskInput!, $expectedVersion: Int!) {
    finishTask(taskId: $taskId, input: $input, expectedVersion: $expectedVersion) { __typename ... on Task { id ...Task_parts } ... on TaskInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { id ...Task_parts } } }
  }
`);
const RecordDebtorCallDocument = graphql(`
  mutation RecordDebtorCall($debtorId: ID!, $input: DebtorCallInput!) {
    recordDebtorCall(debtorId: $debtorId, input: $input) { __typename ... on TaskDebtor { id ...Debtor_parts } ... on TaskDebtorCallInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { id ...Task_parts } } }
  }
`);

/** A task as a secretary works on it: what is to be done, whom to call, the clock, and the result. */
export function TaskWork({ taskId, secretaryId, isSupervisor, onFinished }: { taskId: string; secretaryId: string; isSupervisor: boolean; onFinished: () => void }) {
  const { t } = useTranslation('tasks');
  const [{ data, error }, again] = useQuery({ query: DeskTaskDocument, variables: { id: taskId }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const task = readFragment(Task_parts, data?.task);
  if (!task) return data ? <p className={classes.hint}>{t('missing.title')}</p> : error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />;
  return <Work task={task} secretaryId={secretaryId} isSupervisor={isSupervisor} onFinished={onFinished} />;
}

function Work({ task, secretaryId, isSupervisor, onFinished }: { task: Task_PartsFragment; secretaryId: string; isSupervisor: boolean; onFinished: () => void }) {
  const { t } = useTranslation('tasks');
  const [{ data: team }] = useQuery({ query: ColleaguesDocument, context: OVER_SOCKET });
  const [, start] = useMutation(StartTaskDocument);
  const [, pause] = useMutation(PauseTaskDocument);
  const [, assign] = useMutation(AssignTaskDocument);
  const ownId = task.assignedTo?.id ?? null;
  // Whoever has it, anybody where nobody has it, and supervisors.
  const canWork = isOpenTask(task) && (isSupervisor || ownId === null || ownId === secretaryId);
  const named = { taskId: task.id, expectedVersion: task.version };
  const tell = (typename: string | undefined) => {
    if (typename !== 'Task') showFailure(t(typename === 'TaskChangedMeanwhile' ? 'meanwhile' : 'desk.failed'));
  };
  // Chosen far down in the list, it would begin above what is seen.
  const top = useRef<HTMLElement>(null);
  useEffect(() => { void top.current?.scrollIntoView({ block: 'nearest' }); }, []);
  return (
    <div className={classes.desk}>
      <section ref={top} className={classes.card} aria-labelledby="task-at-desk">
        <h3 id="task-at-desk">{task.title}</h3>
        <p className={classes.meta}>
          <span className={classes.badge} data-state={task.state}>{t(`states.${task.state}`)}</span><span>{t(`kinds.${task.kind}`)}</span><DueWords task={task} />
          {task.debtorCount > 0 && <span>{t('progress', { settled: task.debtorsSettled, count: task.debtorCount })}</span>}
        </p>
        {(task.personName || task.personNumber) && (
          <p className={classes.person}>
            {task.personName} {task.personNumber && <Anchor href={`tel:${task.personNumber}`} aria-label={t('desk.call', { number: formatNumber(task.personNumber) })}>{formatNumber(task.personNumber)}</Anchor>}
          </p>
        )}
        {task.text && <p className={classes.text}>{task.text}</p>}
        {!canWork && isOpenTask(task) && task.assignedTo && <p className={classes.hint}>{t('desk.othersTask', { name: task.assignedTo.name })}</p>}
        {canWork && (
          <div className={classes.inline}>
            {task.workingSince
              ? (
                <>
                  <span className={classes.hint}>{t('desk.since')} <Ticking since={task.workingSince} className={classes.clock} /></span>
                  <Button size="xs" variant="default" onClick={() => void pause(named).then(answer => tell(answer.data?.pauseTask.__typename))}>{t('desk.pause')}</Button>
                </>
              )
              : <Button size="xs" onClick={() => void start(named).then(answer => tell(answer.data?.startTask.__typename))}>{t('desk.start')}</Button>}
            {ownId === null && <Button size="xs" variant="default" onClick={() => void assign({ ...named, secretaryId }).then(answer => tell(answer.data?.assignTask.__typename))}>{t('desk.take')}</Button>}
            <NativeSelect
              size="xs" label={t('desk.assign')} value={ownId ?? ''} onChange={event => void assign({ ...named, secretaryId: event.currentTarget.value || null }).then(answer => tell(answer.data?.assignTask.__typename))}
              data={[{ value: '', label: t('desk.assignNobody') }, ...(team?.desk?.secretaries ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
            />
          </div>
        )}
        {task.result && !canWork && <><h3>{t('detail.result')}</h3><p className={classes.text}>{task.result}</p></>}
      </section>
      {task.debtorCount > 0 && <DeskDebtors task={task} secretaryId={secretaryId} />}
      {canWork && <Finish key={task.id} task={task} secretaryId={secretaryId} onFinished={onFinished} onPause={minutes => pause({ ...named, minutes }).then(answer => { tell(answer.data?.pauseTask.__typename); return answer.data?.pauseTask.__typename === 'Task'; })} />}
      <TimeSpent task={task} timeZone={task.customer.timeZone} />
    </div>
  );
}

/** The result for the customer, and how long it took; what is typed is kept for this tab. */
function Finish({ task, secretaryId, onFinished, onPause }: { task: Task_PartsFragment; secretaryId: string; onFinished: () => void; onPause: (minutes: number) => Promise<boolean> }) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation('portal');
  const [, finish] = useMutation(FinishTaskDocument);
  const { kept, keep, forget } = useKeptDraft<{ result: string }>(`${secretaryId}.task.result.${task.id}`);
  const [result, setResult] = useState(kept?.result ?? task.result ?? '');
  const [minutes, setMinutes] = useState<number | string>('');
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    const { data } = await finish({ taskId: task.id, input: { result, minutes: typeof minutes === 'number' ? minutes : null }, expectedVersion: task.version });
    switch (data?.finishTask.__typename) {
      case 'Task': forget(); showDone(t('desk.finished')); onFinished(); return;
      case 'TaskInvalid': setErrors(Object.fromEntries(data.finishTask.problems.map(({ field, code }) => [field, common(`problems.${code}`)]))); return;
      case 'TaskChangedMeanwhile': showFailure(t('meanwhile')); return;
      default: showFailure(t('desk.failed'));
    }
  };
  return (
    <form className={`${classes.card} ${classes.finish}`} onSubmit={event => void submit(event)} noValidate>
      <Textarea size="xs" label={t('desk.result')} withAsterisk={task.debtorCount === 0} autosize minRows={2} maxRows={8} maxLength={5000} value={result} error={errors['result']} onChange={event => { setResult(event.currentTarget.value); keep({ result: event.currentTarget.value }); }} />
      <div className={classes.inline}>
        <NumberInput size="xs" w={170} label={t('desk.minutes')} description={t('desk.minutesHint')} min={0} max={1440} allowDecimal={false} value={minutes} onChange={setMinutes} error={errors['minutes']} />
        <Button size="xs" type="submit">{t('desk.finish')}</Button>
        <Button size="xs" variant="default" disabled={typeof minutes !== 'number' || minutes === 0} onClick={() => void onPause(Number(minutes)).then(isNoted => { if (isNoted) setMinutes(''); })}>{t('desk.addMinutes')}</Button>
      </div>
    </form>
  );
}

function DeskDebtors({ task, secretaryId }: { task: Task_PartsFragment; secretaryId: string }) {
  const { t } = useTranslation('tasks');
  const { debtors, error, fetching, hasMore, more, again } = useDebtors(task.id);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <section className={classes.card} aria-labelledby="debtors-at-desk">
      <h3 id="debtors-at-desk">{t('debtors.title')}</h3>
      {!debtors && (error ? <ErrorFace error={error} onRetry={again} /> : <LoadingFace />)}
      {debtors && (
        <DebtorList
          isAtDesk debtors={debtors} timeZone={task.customer.timeZone} hasMore={hasMore} isLoading={fetching} onMore={more}
          acts={debtor => isOpenTask(task) && (debtor.id === openId
            ? <RecordCall debtor={debtor} secretaryId={secretaryId} onDone={() => setOpenId(null)} />
            : <div><Button size="compact-sm" variant="default" aria-label={t('desk.recordFor', { name: debtor.name })} onClick={() => setOpenId(debtor.id)}>{t('desk.record')}</Button></div>)}
        />
      )}
    </section>
  );
}

/** What a call to a debtor brought; sent again after a lost answer it is the same call. */
function RecordCall({ debtor, secretaryId, onDone }: { debtor: Debtor_PartsFragment; secretaryId: string; onDone: () => void }) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const { kept, keep, forget } = useKeptDraft<{ remarks: string }>(`${secretaryId}.debtor.${debtor.id}`);
  const [id] = useState(() => crypto.randomUUID());
  const [result, setResult] = useState<DebtorResult>('NOT_REACHED');
  const [promisedOn, setPromisedOn] = useState('');
  const [remarks, setRemarks] = useState(kept?.remarks ?? '');
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [, record] = useMutation(RecordDebtorCallDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    const { data } = await record({ debtorId: debtor.id, input: { id, result, promisedOn: HAS_DAY.has(result) && promisedOn ? promisedOn : null, remarks: remarks.trim() || null } });
    switch (data?.recordDebtorCall.__typename) {
      case 'TaskDebtor': forget(); showDone(t('desk.noted')); onDone(); return;
      case 'TaskDebtorCallInvalid': setErrors(Object.fromEntries(data.recordDebtorCall.problems.map(({ field, code }) => [field, common(`problems.${code}`)]))); return;
      case 'TaskChangedMeanwhile': showFailure(t('meanwhile')); return;
      default: showFailure(t('desk.failed'));
    }
  };
  return (
    <form className={classes.recording} onSubmit={event => void submit(event)} noValidate aria-label={t('desk.recordFor', { name: debtor.name })}>
      <NativeSelect size="xs" label={t('desk.record')} value={result} onChange={event => setResult(event.currentTarget.value as DebtorResult)} data={DEBTOR_RESULTS.map(value => ({ value, label: t(`results.${value}`) }))} error={errors['result']} autoFocus />
      {HAS_DAY.has(result) && <TextInput size="xs" type="date" label={t('desk.promisedOn')} value={promisedOn} onChange={event => setPromisedOn(event.currentTarget.value)} error={errors['promisedOn']} />}
      <Textarea size="xs" label={t('desk.remarks')} autosize minRows={1} maxRows={5} maxLength={2000} value={remarks} onChange={event => { setRemarks(event.currentTarget.value); keep({ remarks: event.currentTarget.value }); }} error={errors['remarks']} />
      <div className={classes.acts}>
        <Button size="xs" type="submit">{t('desk.save')}</Button>
        <Button size="xs" variant="default" onClick={onDone}>{app('cancel')}</Button>
      </div>
    </form>
  );
}
