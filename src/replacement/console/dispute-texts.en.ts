import type { es } from './dispute-texts.es.ts'
import type { ResolveReason } from './disputes.ts'

const reasons = {
  representation_shown: 'Who asks showed that they represent the employer today, or are the person',
  contact_was_an_old_one: 'The contact is of somebody who has nothing to do with it any more',
  contact_withdrew: 'The contact said that it was a mistake',
  did_not_represent: 'Who asks does not represent the employer, or is not the person',
  false_document: 'A document is false or doubtful',
  applicant_withdrew: 'Who asks gave it up',
} satisfies Record<ResolveReason, string>

export const en = {
  reasons,
  sayReason: (code) => (code in reasons ? reasons[code as ResolveReason] : code),
  outcomes: { applicant_was_right: 'Who asks was right', contact_was_right: 'The contact was right' },
  holdReasons: {
    theft_reported: 'The key was reported stolen',
    court_order: 'Order of an authority',
    false_document: 'A false document in a case',
    inside_help: 'Suspicion of help from inside',
  },
} satisfies typeof es
