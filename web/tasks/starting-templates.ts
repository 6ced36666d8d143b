import type { TaskKind } from '../graphql/generated/graphql.ts';

/** What a template puts into the form. */
export interface TemplateValues { id: string; name: string; kind: TaskKind; title: string; text: string; dueInDays: number | null }

/** Templates that are there before a customer has any of their own. */
export const STARTING_TEMPLATES: Record<'de' | 'en', readonly TemplateValues[]> = {
  de: [
    { id: 'start-call-back', name: 'Rückruf', kind: 'CALL_BACK', title: 'Bitte zurückrufen', text: 'Bitte rufen Sie in unserem Namen zurück und klären Sie das Anliegen.', dueInDays: 1 },
    { id: 'start-collection', name: 'Inkassoanrufe', kind: 'COLLECTION_CALLS', title: 'Offene Rechnungen nachfassen', text: 'Bitte freundlich an die offene Rechnung erinnern und fragen, bis wann gezahlt wird. Bei Einwänden nicht verhandeln, sondern notieren.', dueInDays: 5 },
    { id: 'start-appointment', name: 'Termin vereinbaren', kind: 'APPOINTMENT', title: 'Termin vereinbaren', text: 'Bitte vereinbaren Sie einen Termin. Möglich ist:', dueInDays: 2 },
    { id: 'start-move', name: 'Termine absagen', kind: 'APPOINTMENT', title: 'Termine absagen und neu vereinbaren', text: 'Bitte sagen Sie die folgenden Termine ab und bieten Sie neue an:', dueInDays: 1 },
    { id: 'start-research', name: 'Recherche', kind: 'RESEARCH', title: 'Anbieter vergleichen', text: 'Bitte suchen Sie drei Anbieter und notieren Sie Preis, Lieferzeit und Ansprechpartner.', dueInDays: 5 },
  ],
  en: [
    { id: 'start-call-back', name: 'Call-back', kind: 'CALL_BACK', title: 'Please call back', text: 'Please call back in our name and find out what it is about.', dueInDays: 1 },
    { id: 'start-collection', name: 'Collection calls', kind: 'COLLECTION_CALLS', title: 'Follow up unpaid invoices', text: 'Please remind them kindly of the unpaid invoice and ask by when it will be paid. Do not negotiate objections, note them.', dueInDays: 5 },
    { id: 'start-appointment', name: 'Make an appointment', kind: 'APPOINTMENT', title: 'Make an appointment', text: 'Please make an appointment. Possible times:', dueInDays: 2 },
    { id: 'start-move', name: 'Cancel appointments', kind: 'APPOINTMENT', title: 'Cancel appointments and offer new ones', text: 'Please cancel these appointments and offer new ones:', dueInDays: 1 },
    { id: 'start-research', name: 'Research', kind: 'RESEARCH', title: 'Compare suppliers', text: 'Please find three suppliers and note price, time of delivery and whom to ask for.', dueInDays: 5 },
  ],
};
