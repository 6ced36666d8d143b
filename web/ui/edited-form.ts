import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form';
import { useEffect, useEffectEvent, useState } from 'react';
import { useKeptDraft } from './kept-draft.ts';

type Draft<Values> = { values: Values; version: number | null };

/** The values as text, without the keys that only keep rows in their places. */
const textOf = (values: unknown): string => JSON.stringify(values, (name, value: unknown) => (name === 'key' ? undefined : value));

/**
 * A form over something stored that others can change meanwhile. What is typed is kept for this tab; a newer stored version takes the place of
 * untouched values by itself and is shown beside touched ones (`isOutdated`), until one of them is chosen.
 */
export function useEditedForm<Values extends object, Stored extends { version: number }>(options: {
  draftKey: string; initial: Values; stored: Stored | null; valuesOf: (stored: Stored) => Values; validate: (values: Values) => FormErrors;
}) {
  const { stored, valuesOf } = options;
  const { kept, keep, forget } = useKeptDraft<Draft<Values>>(options.draftKey);
  const [isRestored, setRestored] = useState(kept !== null);
  const [isSaving, setSaving] = useState(false);
  /** What the form is compared with, and the version that a save expects to replace. */
  const [base, setBase] = useState<Draft<Values>>({ values: options.initial, version: kept ? kept.version : (stored?.version ?? null) });
  const form: UseFormReturnType<Values> = useForm<Values>({
    initialValues: kept?.values ?? options.initial,
    validate: options.validate,
    onValuesChange: values => { if (textOf(values) === textOf(base.values)) forget(); else keep({ values, version: base.version }); },
  });

  const startFrom = (from: Stored | null) => {
    const values = from ? valuesOf(from) : options.initial;
    setBase({ values, version: from?.version ?? null });
    form.setValues(values);
    form.clearErrors();
    setRestored(false);
    forget();
  };
  const isDirty = textOf(form.values) !== textOf(base.values);
  const isNewer = stored !== null && base.version !== null && stored.version > base.version && !isSaving;
  const mayFollow = isNewer && !isDirty;
  const follow = useEffectEvent(() => startFrom(stored));
  // What changed is outside React: somebody else saved, and the live feed told of it.
  // oxlint-disable-next-line react/set-state-in-effect
  useEffect(() => { if (mayFollow) follow(); }, [mayFollow]);

  return {
    form,
    /** The version to expect when saving; null for something new. */
    version: base.version,
    isRestored,
    isSaving,
    /** Somebody else saved a newer version while this one was being typed. */
    isOutdated: isNewer && isDirty,
    setSaving,
    forget,
    /** Lets go of what was typed. */
    discard: () => startFrom(stored),
    /** Stays with what was typed; saving replaces the newer version knowingly. */
    keepMine: () => {
      const version = stored?.version ?? null;
      setBase(before => ({ ...before, version }));
      keep({ values: form.values, version });
    },
  };
}
