import type { Institution, Language } from '../institution.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { sayDateTime, sayDay } from '../ui/format.ts'
import type { CaseView } from './open-case.ts'
import { requestTexts } from './texts.ts'
import { whatToBring } from './what-to-bring.ts'

type Said = { institution: Institution; language: Language }

/** What a receipt says, on the screen and on paper: all but the continuation code. */
export function receiptOf({ institution, language }: Said, held: CaseView) {
  const { receipt, review, follow, reason } = requestTexts[language]
  const rows: [name: string, value: string][] = [
    [review.reason, follow.reason[held.reason]],
    ...(held.employerKind === null ? [] : ([[review.kind, reason.kinds[held.employerKind]]] as [string, string][])),
    ...(held.kind === 'employer'
      ? ([
          [review.ruc, held.typed.taxId],
          [review.branch, held.typed.branchCode],
        ] as [string, string][])
      : []),
    [review.nationalId, held.typed.nationalId],
    [review.contact, held.contactMasked ?? (held.kind === 'employer' ? review.noContact : review.noContactPersonal)],
    [receipt.sent, sayDateTime(held.submittedAt, { institution, language })],
  ]
  const offices = institution.offices.map(({ id, name, address, canton, hours }) => ({ id, name, lines: [`${address}, ${canton}`, hours[language]] }))
  return {
    number: held.number,
    until: receipt.until(sayDay(dateAt(held.endsAt, institution.timeZone), { language })),
    rows,
    ...whatToBring({ institution, answers: held, language }),
    office: offices.find(({ id }) => id === held.office) ?? null,
    otherOffices: offices.filter(({ id }) => id !== held.office),
  }
}

export type Receipt = ReturnType<typeof receiptOf>
