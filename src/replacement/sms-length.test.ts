import { describe, expect, it } from 'vitest'
import { demoInstitution as institution } from '../demo/institution.ts'
import type { Language } from '../institution.ts'
import { gsmText, smsParts } from '../notifications/gsm-text.ts'
import { inert } from '../notifications/inert.ts'
import { groupCode, sayDateTime, sayDay, sayDuration } from '../ui/format.ts'
import { applicantTexts } from './applicant-texts.ts'
import { messageTexts } from './message-texts.ts'

// With the longest that the demo's institution, a calendar and a register make of each fact.

const longest = (said: readonly string[]) => said.reduce((most, each) => (each.length > most.length ? each : most), '')
const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2026, 8, 1 + day, 20, 40)))
const origin = 'https://claves.example.ec'
const [name, token] = ['Distribuidora Imaginaria de Insumos Agrícolas del Litoral Cía. Ltda.', 'x'.repeat(43)]
const kinds = ['employer', 'personal'] as const

function toContacts(language: Language, vetoLink: string | null) {
  const texts = messageTexts[language]
  const when = longest(days.map((day) => sayDateTime(day, { institution, language })))
  const said = {
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
    number: 'S-1234-ABCD',
    when,
    vetoLink,
  }
  const base = {
    ...said,
    holder: name,
    shortHolder: inert(name, 40),
    branch: '0001',
    office: longest(institution.offices.map((office) => office.name)),
    waitUntil: when,
    vetoUntil: when,
    stoppedBefore: false,
    registered: true,
  }
  const { filed, ...others } = texts
  const answers = [
    { contactWasRight: true, contactKept: false },
    { contactWasRight: false, contactKept: true },
    { contactWasRight: false, contactKept: false },
  ]
  return kinds.flatMap((kind) => [
    ['filed', filed({ ...said, kind, employer: kind === 'personal' ? null : { name, shortName: inert(name, 40), branch: '0001' } }).sms] as const,
    ...Object.entries(others).flatMap(([what, write]) =>
      answers.flatMap((answer) =>
        [true, false].flatMap((undone) =>
          [true, false].map((hadKey) => [what, write({ ...base, ...answer, kind, hadKey, undone, held: undone }).sms] as const),
        ),
      ),
    ),
  ])
}

function toApplicant(language: Language) {
  const { code, receipt, activationCode, moved } = applicantTexts[language]
  const facts = {
    number: 'S-1234-ABCD',
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
    follow: `${origin}/tramite`,
    until: longest(days.map((day) => sayDay(day.toISOString().slice(0, 10), { language }))),
    office: institution.offices[0] ?? null,
  }
  const digits = '9'.repeat(institution.policy.longCodeDigits)
  const coded = {
    ...facts,
    digits: groupCode(digits),
    lasts: sayDuration(institution.policy.codeLifetime, language),
    bound: `@${new URL(origin).hostname} #${digits}`,
  }
  const waitUntil = longest(days.map((day) => sayDateTime(day, { institution, language })))
  const move = {
    waitUntil,
    stoppableUntil: waitUntil,
    hadKey: true,
    others: true,
    held: true,
    activate: `${origin}/tramite/activar`,
    signIn: `${origin}/empleador/ingresar`,
  }
  return kinds.flatMap((kind) => [
    ['code', code(coded).sms] as const,
    ['receipt', receipt(facts).sms] as const,
    ['activation_code', activationCode({ ...coded, kind }).sms] as const,
    ...Object.entries(moved).flatMap(([what, write]) =>
      [true, false].flatMap((either) =>
        ([null, 'resolved', 'decided_again'] as const).map(
          (again) => [what, write({ ...facts, ...move, kind, again, undone: either, asked: { missing: [], bring: [], mustCome: either } }).sms] as const,
        ),
      ),
    ),
  ])
}

const partsOf = (texts: readonly (readonly [string, string])[], of: number) => texts.filter(([, sms]) => smsParts(gsmText(sms)) > of)

describe.each(['es', 'en'] as const)('SMS about a case with an office, in %s', (language) => {
  it('that carry no link are of one part, but where a wait goes on, or the office does after a dispute: those are of two', () => {
    const texts = toContacts(language, null)
    expect(partsOf(texts, 1).filter(([what]) => what !== 'waitReminder' && what !== 'resolved')).toEqual([])
    expect(partsOf(texts, 2)).toEqual([])
  })

  it('with a link to stop it are of two at most', () => {
    expect(partsOf(toContacts(language, `${origin}/v/${token}`), 2)).toEqual([])
  })

  it('to the applicant are of one part, but where the code that nobody may ask for has to be spoken of: those are of two', () => {
    const texts = toApplicant(language)
    expect(partsOf(texts, 1).filter(([what]) => what !== 'ready' && what !== 'activation_code')).toEqual([])
    expect(partsOf(texts, 2)).toEqual([])
  })
})
