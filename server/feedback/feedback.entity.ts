/** What a customer thinks of a note. */
export enum NoteRating {
  GOOD = 'GOOD',
  BAD = 'BAD',
}

/** What of a note can be wrong. */
export enum NoteField {
  CALLER_NAME = 'CALLER_NAME',
  CALLER_COMPANY = 'CALLER_COMPANY',
  CALLER_NUMBER = 'CALLER_NUMBER',
  CONCERN = 'CONCERN',
  URGENT = 'URGENT',
  CALL_BACK_WISHED = 'CALL_BACK_WISHED',
}
