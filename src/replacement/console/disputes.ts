// How a dispute is resolved: somebody was right, for a coded reason.

const resolveReasons = {
  applicant_was_right: ['representation_shown', 'contact_was_an_old_one', 'contact_withdrew'],
  contact_was_right: ['did_not_represent', 'false_document', 'applicant_withdrew'],
} as const
export type DisputeOutcome = keyof typeof resolveReasons
export type ResolveReason = (typeof resolveReasons)[DisputeOutcome][number]

/** Why a supervisor holds a holder. */
const holdReasons = ['theft_reported', 'court_order', 'false_document', 'inside_help'] as const
export type HoldReason = (typeof holdReasons)[number]
