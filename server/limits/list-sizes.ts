/** How long lists without pages count in the cost of an operation, where that is not the usual. */
export const LIST_SIZES: Readonly<Record<string, number>> = {
  'Calendar.hours': 7,
  'Desk.calls': 50,
  'Desk.openNotes': 20,
  'Desk.secretaries': 50,
  'Query.feedbackBySecretary': 50,
  'Query.contactImportCheck': 200,
  'ContactImportCheck.matches': 3,
  'Customer.deletedInstructions': 20,
  // Few have that many in four weeks; the answer ends there.
  'InstructionTimeline.stretches': 500,
  'InstructionOverlaps.hides': 20,
  'InstructionOverlaps.hiddenBy': 20,
  'PresetList.presets': 12,
  'Customer.taskTemplates': 20,
  'Task.work': 10,
  'Query.secretaryPreferences': 50,
  'Query.telephoneDoors': 20,
  'Telephony.secretaryPhones': 50,
  'Telephony.alarms': 20,
  '__Schema.types': 300,
  '__Type.fields': 10,
  '__Type.enumValues': 5,
  '__Type.inputFields': 5,
  '__Type.interfaces': 1,
  '__Type.possibleTypes': 3,
  '__Field.args': 2,
  '__Schema.directives': 5,
  '__Directive.args': 1,
  '__Directive.locations': 3,
};

/** How long any other list without pages counts. */
export const USUAL_LIST_SIZE = 5;
