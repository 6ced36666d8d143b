import { Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import type { SecretaryViewer } from '../app/viewer.tsx';
import { ActingBanner } from '../customers/acting.tsx';
import { manageAddresses } from '../customers/addresses.ts';
import { Acting_acting, actingNow } from '../customers/customer-parts.ts';
import classes from '../customers/customers.module.css';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { EndOrDelete } from '../instructions/end-or-delete.tsx';
import { InstructionForm } from '../instructions/instruction-form.tsx';
import { Instruction_parts, type InstructionCustomer, type InstructionParts } from '../instructions/instruction-parts.ts';
import { newInstruction, valuesOfInstruction } from '../instructions/instruction-values.ts';
import { presetBase } from '../instructions/presets.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { showDone } from '../ui/toasts.tsx';
import { InstructionAtDesk } from './instruction-at-desk.tsx';
import { SupervisorPage } from './supervisor-page.tsx';

const ManageInstructionDocument = graphql(`
  query ManageInstruction($customerId: ID!) {
    customer(id: $customerId) {
      id
      name
      timeZone
      language
      federalState
      actings(first: 30) { edges { cursor node { id ...Acting_acting } } }
      instructions(first: 50) { edges { cursor node { id ...Instruction_parts } } pageInfo { hasNextPage endCursor } }
    }
  }
`);
const ManageOneInstructionDocument = graphql(`
  query ManageOneInstruction($instructionId: ID!) { instruction(id: $instructionId) { id ...Instruction_parts } }
`);

/** An instruction of a customer, new or to be changed, written by a supervisor who acts for them. */
export function ManageInstructionPage() {
  const { t } = useTranslation('manage');
  const { instructionId } = useParams();
  return <SupervisorPage title={t(instructionId ? 'acting.editInstruction' : 'acting.newInstruction')}>{viewer => <Acting viewer={viewer} />}</SupervisorPage>;
}

function Acting({ viewer }: { viewer: SecretaryViewer }) {
  const { t } = useTranslation('manage');
  const { customerId = '', instructionId } = useParams();
  const now = useMinute();
  const [{ data, error }, again] = useQuery({ query: ManageInstructionDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  if (!data) return error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />;
  const { customer } = data;
  const back = <Anchor component={Link} to={manageAddresses.customer(customerId, 'acting')} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24, width: 'fit-content' }}><IconArrowLeft size={16} aria-hidden />{customer?.name ?? t('acting.backToCustomer')}</Anchor>;
  if (!customer) return <EmptyFace title={t('customers.gone')} action={back}>{t('customers.goneText')}</EmptyFace>;
  const acting = actingNow(customer.actings.edges.map(({ node }) => readFragment(Acting_acting, node)), viewer.id, now);
  if (!acting) return <EmptyFace title={t('acting.notActing')} action={back}>{t('acting.lead')}</EmptyFace>;
  const others = customer.instructions.edges.map(({ node }) => readFragment(Instruction_parts, node));
  return (
    <div className={classes.stack}>
      {back}
      <ActingBanner acting={acting} customer={customer} onStopped={anew} />
      {instructionId ? <OneInstruction key={instructionId} customer={customer} instructionId={instructionId} /> : <Editor customer={customer} stored={null} others={others} />}
    </div>
  );
}

function OneInstruction({ customer, instructionId }: { customer: InstructionCustomer; instructionId: string }) {
  const { t } = useTranslation('instructions');
  const navigate = useNavigate();
  const [{ data, error }, again] = useQuery({ query: ManageOneInstructionDocument, variables: { instructionId }, requestPolicy: 'cache-and-network' });
  if (!data) return error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />;
  const stored = readFragment(Instruction_parts, data.instruction);
  if (!stored) return <EmptyFace title={t('missing.title')}>{t('missing.text')}</EmptyFace>;
  return (
    <>
      <Editor customer={customer} stored={stored} others={[]} />
      <EndOrDelete instruction={stored} customer={customer} onGone={() => void navigate(manageAddresses.customer(customer.id, 'acting'), { replace: true })} />
    </>
  );
}

/** Greeting and numbers of a new one start as they are in the others. */
function Editor({ customer, stored, others }: { customer: InstructionCustomer; stored: InstructionParts | null; others: readonly InstructionParts[] }) {
  const { t } = useTranslation('manage');
  const { t: spoken } = useTranslation('spoken', { lng: customer.language.toLowerCase() });
  const navigate = useNavigate();
  const to = manageAddresses.customer(customer.id, 'acting');
  const [initial] = useState(() => {
    if (stored) return valuesOfInstruction(stored, customer.timeZone);
    const { greeting, numbers, transfer } = presetBase(others);
    const standard = spoken('greeting', { name: customer.name, secretary: '{{secretary}}' });
    return newInstruction({ greeting: greeting ?? standard, numbers, transfer, now: Date.now(), zone: customer.timeZone });
  });
  return (
    <InstructionForm
      customer={customer} stored={stored} initial={initial} draftKey={`manage.${customer.id}.instruction.${stored?.id ?? 'new'}`} cancelTo={to}
      preview={values => <InstructionAtDesk values={values} timeZone={customer.timeZone} />}
      onSaved={title => { showDone(t('acting.instructionSaved', { title })); void navigate(to); }}
    />
  );
}
