import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { instructionAddresses } from '../instructions/addresses.ts';
import { EndOrDelete } from '../instructions/end-or-delete.tsx';
import { InstructionForm } from '../instructions/instruction-form.tsx';
import { Instruction_parts, type InstructionParts } from '../instructions/instruction-parts.ts';
import { newInstruction, valuesOfInstruction } from '../instructions/instruction-values.ts';
import { presetBase } from '../instructions/presets.ts';
import { TemplateChoice } from '../instructions/template-choice.tsx';
import { isTemplate, templateValues } from '../instructions/templates.ts';
import { VersionHistory } from '../instructions/version-history.tsx';
import { useIsGone } from '../portal/gone.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { showDone } from '../ui/toasts.tsx';
import { wallTime } from '../ui/zoned-time.ts';
import { InstructionAtDesk } from './instruction-at-desk.tsx';

const PortalInstructionDocument = graphql(`
  query PortalInstruction($instructionId: ID!) { instruction(id: $instructionId) { id ...Instruction_parts } }
`);
const PortalNewInstructionDocument = graphql(`
  query PortalNewInstruction($customerId: ID!) {
    customer(id: $customerId) { id instructions(first: 50, includeEnded: true) { edges { node { id ...Instruction_parts } } } }
  }
`);

/** One instruction, to read and to change. */
export function PortalInstructionPage() {
  const { t } = useTranslation('instructions');
  const { instructionId = '' } = useParams();
  const navigate = useNavigate();
  const whose = usePortalCustomer();
  const [{ data, error, stale }, again] = useQuery({ query: PortalInstructionDocument, variables: { instructionId }, requestPolicy: 'cache-and-network' });
  const [isGone, setGone] = useState(false);
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const isDeletedMeanwhile = useIsGone(instructionId);
  const back = { to: instructionAddresses.list(), label: t('back') };

  if (!data) return <Page title={t('title')} back={back}>{error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}</Page>;
  if (!data.instruction || isDeletedMeanwhile) return <Page title={t('missing.title')} back={back}>{!isGone && !stale && <EmptyFace title={t('missing.title')}>{t('missing.text')}</EmptyFace>}</Page>;
  const instruction = readFragment(Instruction_parts, data.instruction);
  return (
    <Page title={instruction.title} back={back}>
      <ReadOnlyNote />
      <Editor key={instruction.id} instruction={instruction} />
      <EndOrDelete instruction={instruction} customer={whose} onGone={() => { setGone(true); void navigate(instructionAddresses.list(), { replace: true }); }} />
      <Writing><Anchor component={Link} to={instructionAddresses.createLike(instruction.id)} w="fit-content" lh="44px">{t('template.take')}</Anchor></Writing>
      <VersionHistory instruction={instruction} customer={whose} />
    </Page>
  );
}

function Editor({ instruction }: { instruction: InstructionParts }) {
  const { t } = useTranslation('instructions');
  const viewer = useViewer() as CustomerUserViewer;
  const whose = usePortalCustomer();
  const navigate = useNavigate();
  const [initial] = useState(() => valuesOfInstruction(instruction, whose.timeZone));
  return (
    <InstructionForm
      customer={whose} stored={instruction} initial={initial} draftKey={`${viewer.id}.instruction.${instruction.id}`} cancelTo={instructionAddresses.list()}
      preview={values => <InstructionAtDesk values={values} timeZone={whose.timeZone} />}
      onSaved={title => { showDone(t('acts.saved', { title })); void navigate(instructionAddresses.list()); }}
    />
  );
}

/** A new instruction; greeting and numbers start as they are in the others. */
export function PortalNewInstructionPage() {
  const { t } = useTranslation('instructions');
  const whose = usePortalCustomer();
  const [{ data, error }, again] = useQuery({ query: PortalNewInstructionDocument, variables: { customerId: whose.id } });
  // Without a network one can be written all the same, from what every one begins with.
  const instructions = data?.customer?.instructions.edges.map(({ node }) => readFragment(Instruction_parts, node)) ?? (error?.networkError ? [] : undefined);
  return (
    <Page title={t('newTitle')} back={{ to: instructionAddresses.list(), label: t('back') }}>
      <ReadOnlyNote />
      {instructions ? <NewInstruction others={instructions} /> : error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}
    </Page>
  );
}

function NewInstruction({ others }: { others: readonly InstructionParts[] }) {
  const [params, setParams] = useSearchParams();
  const chosen = params.get('template');
  return (
    <>
      <Writing><TemplateChoice chosen={chosen} others={others} onChoose={template => setParams(template ? { template } : {}, { replace: true })} /></Writing>
      <NewForm key={chosen} template={chosen} others={others} />
    </>
  );
}

function NewForm({ template, others }: { template: string | null; others: readonly InstructionParts[] }) {
  const { t } = useTranslation('instructions');
  const { t: offline } = useTranslation('offline');
  const viewer = useViewer() as CustomerUserViewer;
  const whose = usePortalCustomer();
  const navigate = useNavigate();
  const { t: spoken } = useTranslation('spoken', { lng: whose.language.toLowerCase() });
  const [initial] = useState(() => {
    const now = Date.now();
    const { greeting, numbers, transfer } = presetBase(others.filter(({ validUntil }) => !validUntil || Date.parse(validUntil) > now));
    const standard = spoken('greeting', { name: whose.name, secretary: '{{secretary}}' });
    const empty = newInstruction({ greeting: greeting ?? standard, numbers, transfer, now, zone: whose.timeZone });
    if (template && isTemplate(template)) return { ...empty, ...templateValues(template, wallTime(now, whose.timeZone).day, spoken) };
    const like = others.find(({ id }) => id === template);
    if (!like) return empty;
    const { begins, fromDay, fromTime, ends, untilDay, untilTime } = empty;
    const values = valuesOfInstruction(like, whose.timeZone);
    return { ...values, begins, fromDay, fromTime, ends: like.validUntil ? 'at' as const : ends, untilDay, untilTime, forwardingNumbers: values.forwardingNumbers.map(row => ({ ...row, id: null })) };
  });
  return (
    <InstructionForm
      customer={whose} stored={null} initial={initial} draftKey={`${viewer.id}.instruction.new.${template ?? ''}`} cancelTo={instructionAddresses.list()}
      preview={values => <InstructionAtDesk values={values} timeZone={whose.timeZone} />}
      onSaved={(title, isWaiting) => { showDone(isWaiting ? offline('waiting') : t('acts.saved', { title })); void navigate(instructionAddresses.list()); }}
    />
  );
}
