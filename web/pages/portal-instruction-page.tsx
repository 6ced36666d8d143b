import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { instructionAddresses } from '../instructions/addresses.ts';
import { EndOrDelete } from '../instructions/end-or-delete.tsx';
import { InstructionForm } from '../instructions/instruction-form.tsx';
import { Instruction_parts, type InstructionParts } from '../instructions/instruction-parts.ts';
import { newInstruction, valuesOfInstruction } from '../instructions/instruction-values.ts';
import { presetBase } from '../instructions/presets.ts';
import { useIsGone } from '../portal/gone.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote } from '../ui/read-only.tsx';
import { showDone } from '../ui/toasts.tsx';

const PortalInstructionDocument = graphql(`
  query PortalInstruction($instructionId: ID!) { instruction(id: $instructionId) { id ...Instruction_parts } }
`);
const PortalNewInstructionDocument = graphql(`
  query PortalNewInstruction($customerId: ID!) {
    customer(id: $customerId) { id instructions(first: 50) { edges { node { id ...Instruction_parts } } } }
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
      onSaved={title => { showDone(t('acts.saved', { title })); void navigate(instructionAddresses.list()); }}
    />
  );
}

/** A new instruction; greeting and numbers start as they are in the others. */
export function PortalNewInstructionPage() {
  const { t } = useTranslation('instructions');
  const whose = usePortalCustomer();
  const [{ data, error }, again] = useQuery({ query: PortalNewInstructionDocument, variables: { customerId: whose.id } });
  const instructions = data?.customer?.instructions.edges.map(({ node }) => readFragment(Instruction_parts, node));
  return (
    <Page title={t('newTitle')} back={{ to: instructionAddresses.list(), label: t('back') }}>
      <ReadOnlyNote />
      {instructions ? <NewInstruction others={instructions} /> : error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}
    </Page>
  );
}

function NewInstruction({ others }: { others: readonly InstructionParts[] }) {
  const { t, i18n } = useTranslation('instructions');
  const viewer = useViewer() as CustomerUserViewer;
  const whose = usePortalCustomer();
  const navigate = useNavigate();
  const [initial] = useState(() => {
    const { greeting, numbers, transfer } = presetBase(others);
    const standard = i18n.getFixedT(whose.language.toLowerCase(), 'instructions')('greeting.standard', { name: whose.name, secretary: '{{secretary}}' });
    return newInstruction({ greeting: greeting ?? standard, numbers, transfer, now: Date.now(), zone: whose.timeZone });
  });
  return (
    <InstructionForm
      customer={whose} stored={null} initial={initial} draftKey={`${viewer.id}.instruction.new`} cancelTo={instructionAddresses.list()}
      onSaved={title => { showDone(t('acts.saved', { title })); void navigate(instructionAddresses.list()); }}
    />
  );
}
