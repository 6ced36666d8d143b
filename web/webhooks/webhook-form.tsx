import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, type CombinedError } from 'urql';
import type { Webhook_PartsFragment, WebhookKind } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { Sheet } from '../ui/sheet.tsx';
import { KINDS } from './webhook-parts.ts';
import classes from './webhooks.module.css';

const CreateWebhookDocument = graphql(`
  mutation CreateWebhook($customerId: ID!, $input: WebhookInput!) {
    createWebhook(customerId: $customerId, input: $input) {
      __typename ... on WebhookCreated { secret webhook { id ...Webhook_parts } } ... on WebhookInvalid { problems { field } } ... on WebhooksFull { mostWebhooks }
    }
  }
`);
const UpdateWebhookDocument = graphql(`
  mutation UpdateWebhook($webhookId: ID!, $input: WebhookInput!) {
    updateWebhook(webhookId: $webhookId, input: $input) { __typename ... on Webhook { id ...Webhook_parts } ... on WebhookInvalid { problems { field } } }
  }
`);

interface Values { url: string; description: string; kinds: WebhookKind[] }

/** Enters where events are sent, or changes it. What is typed is not lost with the page. */
export function WebhookForm({ customerId, webhook, onCreated, onClose, onSaved }: {
  customerId: string; webhook: Webhook_PartsFragment | null; onCreated?: (id: string, secret: string) => void; onSaved?: () => void; onClose: () => void;
}) {
  const { t } = useTranslation('webhooks');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const draft = useKeptDraft<Values>(`webhook.${webhook?.id ?? 'new'}`);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching: creating }, create] = useMutation(CreateWebhookDocument);
  const [{ fetching: updating }, update] = useMutation(UpdateWebhookDocument);
  const form = useForm<Values>({
    initialValues: draft.kept ?? { url: webhook?.url ?? '', description: webhook?.description ?? '', kinds: webhook?.kinds ?? ['CALL_CHANGED'] }, onValuesChange: draft.keep,
  });
  const leave = () => {
    draft.forget();
    onClose();
  };
  const refuse = (fields: string[]) => {
    form.setErrors(Object.fromEntries(fields.map(field => [field, t(`form.problems.${field as keyof Values}`)])));
    setRefusal('');
  };
  const failed = (error: CombinedError | undefined) => setRefusal(error ? errorText(error) : '');
  const submit = form.onSubmit(async ({ url, description, kinds }) => {
    setRefusal(null);
    const input = { url, description: description || null, kinds };
    if (webhook) {
      const { data, error } = await update({ webhookId: webhook.id, input });
      const result = data?.updateWebhook;
      if (result?.__typename === 'WebhookInvalid') return refuse(result.problems.map(({ field }) => field));
      if (!result) return failed(error);
      draft.forget();
      return onSaved?.();
    }
    const { data, error } = await create({ customerId, input });
    const result = data?.createWebhook;
    switch (result?.__typename) {
      case 'WebhookCreated':
        draft.forget();
        return onCreated?.(result.webhook.id, result.secret);
      case 'WebhookInvalid': return refuse(result.problems.map(({ field }) => field));
      case 'WebhooksFull': return setRefusal(t('form.full', { count: result.mostWebhooks }));
      default: failed(error);
    }
  });
  return (
    <Sheet opened onClose={leave} title={t(webhook ? 'form.titleEdit' : 'form.titleNew')}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput data-autofocus type="url" inputMode="url" autoComplete="off" label={t('form.url')} description={t('form.urlHint')} placeholder="https://" maxLength={2000} {...form.getInputProps('url')} />
        <TextInput label={t('form.description')} description={t('form.descriptionHint')} maxLength={200} autoComplete="off" {...form.getInputProps('description')} />
        <Checkbox.Group label={t('form.kinds')} {...form.getInputProps('kinds')}>
          <div className={classes.choices}>{KINDS.map(kind => <Checkbox key={kind} value={kind} label={t(`kinds.${kind}`)} description={t(`kindHints.${kind}`)} />)}</div>
        </Checkbox.Group>
        {refusal !== null && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
        <Group gap="sm">
          <Button type="submit" loading={creating || updating}>{t(webhook ? 'form.save' : 'form.submit')}</Button>
          <Button variant="default" onClick={leave}>{app('cancel')}</Button>
        </Group>
      </form>
    </Sheet>
  );
}
