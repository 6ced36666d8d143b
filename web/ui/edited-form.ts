import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form';
import { useEffect, useEffectEvent, useState } from 'react';
import { useKeptDraft } from './kept-draft.ts';
import { mergeEdits, textOf, withPart, type Parts } from './merge-edits.ts';

/** What a form began with: the stored values and their version, null for something new. */
type Base<Values> = { values: Values; version: number | null };
type Draft<Values> = { values: Values; base: Base<Values> };

/**
 * A form over something stored that others can change meanwhile. What is typed is kept for this tab. A newer stored version is merged into it
 * part by part; only parts that both changed are left to be decided (`conflicts`), and nothing is saved before that.
 */
export function useEditedForm<Values extends object, Stored extends { version: number }>(options: {
  draftKey: string; initial: Values; stored: Stored | null; parts: Parts<Values>; valuesOf: (stored: Stored) => Values; validate: (values: Values) => FormErrors;
}) {
  const { stored, valuesOf, parts } = options;
  const { kept, keep, forget } = useKeptDraft<Draft<Values>>(options.draftKey);
  const [isRestored, setRestored] = useState(kept !== null);
  const [isSaving, setSaving] = useState(false);
  const [isMerged, setMerged] = useState(false);
  const [conflicts, setConflicts] = useState<readonly string[]>([]);
  const [base, setBase] = useState<Base<Values>>(kept?.base ?? { values: options.initial, version: stored?.version ?? null });
  const form: UseFormReturnType<Values> = useForm<Values>({
    // Of what was kept by an older version of the page, a field can be missing.
    initialValues: { ...options.initial, ...kept?.values },
    validate: options.validate,
    onValuesChange: values => { if (textOf(values) === textOf(base.values)) forget(); else keep({ values, base }); },
  });

  const startFrom = (from: Stored | null) => {
    const values = from ? valuesOf(from) : options.initial;
    setBase({ values, version: from?.version ?? null });
    form.setValues(values);
    form.clearErrors();
    setRestored(false);
    setMerged(false);
    setConflicts([]);
    forget();
  };

  const isNewer = stored !== null && base.version !== null && stored.version > base.version && !isSaving;
  const follow = useEffectEvent(() => {
    if (!stored) return;
    if (textOf(form.values) === textOf(base.values)) { startFrom(stored); return; }
    const theirs = valuesOf(stored);
    const { merged, taken, conflicts: found } = mergeEdits(base.values, form.values, theirs, parts);
    const next = { values: theirs, version: stored.version };
    setBase(next);
    form.setValues(merged);
    setMerged(isMerged || taken.length > 0);
    setConflicts([...new Set([...conflicts, ...found])]);
    keep({ values: merged, base: next });
  });
  // What changed is outside React: somebody else saved, and the live feed or a refused save told of it. By its version: the next one may come before this one
  // is taken in, and then there is a newer one all the time.
  // oxlint-disable-next-line react/set-state-in-effect
  useEffect(() => { if (isNewer) follow(); }, [isNewer, stored?.version]);

  return {
    form,
    /** What is stored, as the form would show it. */
    stored: base.values,
    /** The version to expect when saving; null for something new. */
    version: base.version,
    /** Parts that both changed, still to be decided. */
    conflicts,
    /** Somebody else's changes were put in beside the typed ones. */
    isMerged,
    isRestored,
    isSaving,
    setSaving,
    forget,
    /** Lets go of what was typed. */
    discard: () => startFrom(stored),
    /** Takes over the stored values of one part. */
    take: (part: string) => {
      form.setValues(withPart(form.values, base.values, parts[part] ?? []));
      setConflicts(conflicts.filter(other => other !== part));
    },
    /** Stays with what was typed, which then replaces what is stored. */
    keepMine: () => setConflicts([]),
    /** Moves to the first wrong field as the page shows them. */
    focusFirst: (errors: Record<string, unknown>) => {
      // A list as a whole has no field of its own; its first row is the nearest.
      const fields = Object.keys(errors).flatMap(path => form.getInputNode(path) ?? form.getInputNode(`${path}.0.number`) ?? []);
      fields.toSorted((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0]?.focus();
    },
  };
}
