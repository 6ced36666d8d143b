import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InstructionParts } from './instruction-parts.ts';
import { TEMPLATES } from './templates.ts';

/** What a new instruction begins with: nothing, one of the service's templates, or one that the customer has had before. */
export function TemplateChoice({ chosen, others, onChoose }: { chosen: string | null; others: readonly InstructionParts[]; onChoose: (template: string | null) => void }) {
  const { t } = useTranslation('instructions');
  const { t: spoken } = useTranslation('spoken');
  const before = others.filter(({ isPreset }) => !isPreset).map(({ id, title }) => ({ value: id, label: t('template.like', { title }) }));
  return (
    <Select
      label={t('template.label')} description={t('template.hint')} placeholder={t('template.none')} clearable size="md" value={chosen} onChange={onChoose}
      data={[{ group: t('template.ofService'), items: TEMPLATES.map(id => ({ value: id, label: spoken(`templates.${id}.title`) })) }, ...(before.length > 0 ? [{ group: t('template.own'), items: before }] : [])]}
    />
  );
}
