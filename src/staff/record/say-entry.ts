import { accountTexts } from '../../account/texts.ts'
import type { Institution, Language } from '../../institution.ts'
import { sayReason, shownAgain } from '../../replacement/asked.ts'
import { approvalTexts } from '../../replacement/console/approval/texts.ts'
import { disputeTexts } from '../../replacement/console/disputes/texts.ts'
import { consoleTexts, sayState } from '../../replacement/console/texts.ts'
import { replacementStates } from '../../replacement/replacement.ts'
import { sayDateTime } from '../../ui/format.ts'
import { peopleTexts } from '../people/texts.ts'
import { staffTexts } from '../texts.ts'
import { type CodeList, type How, readDetails } from './details.ts'
import type { Holder, Named, Names } from './read-names.ts'
import { recordTexts } from './texts.ts'

// An entry of the record in words. What has no words, because it is no longer recorded or was never known, is said as it stands.

type Said = { institution: Institution; language: Language }
type Words = Readonly<Record<string, string>>

const accountFields = (language: Language) => {
  const { name, email, office, roles } = peopleTexts[language].fields
  return { name, email, office, roles }
}

/** The words of each list of codes: where a page of its own says them, the same ones. */
const codesIn = (language: Language) =>
  ({
    ...recordTexts[language].codes,
    caseState: Object.fromEntries(replacementStates.map((state) => [state, sayState(state, language)])),
    device: accountTexts[language].home.device,
    returnReason: approvalTexts[language].decide.reasons,
    disputeOf: disputeTexts[language].list.of,
    disputeOutcome: disputeTexts[language].outcomes,
    resolveReason: disputeTexts[language].reasons,
    rejectReason: consoleTexts[language].propose.reasons,
    proposal: approvalTexts[language].case.proposals,
    voidCause: approvalTexts[language].case.voidCauses,
    // A supervisor holds a key by itself, or with a dispute.
    holdReason: { ...disputeTexts[language].reasons, ...disputeTexts[language].holdReasons },
    accessReason: consoleTexts[language].access.reasons,
    role: staffTexts[language].roles,
    staffChange: peopleTexts[language].changes,
    accountField: accountFields(language),
  }) satisfies Record<CodeList, Words>

const codes = { es: codesIn('es'), en: codesIn('en') } satisfies Record<Language, Record<CodeList, Words>>

const wordOf = (words: Words, code: string) => (Object.hasOwn(words, code) ? (words[code] ?? code) : code)

export const sayActor = (actor: string, language: Language) => wordOf(recordTexts[language].actors, actor)

type Shown = { type: string; subject: string | null; details: Readonly<Record<string, unknown>> }

/** What happened. */
export function sayEvent({ type, details }: Shown, { names, said }: { names: Names; said: Said }): string {
  const { headline } = readDetails(type, details)
  const event = wordOf(recordTexts[said.language].events, type)
  return headline === null || isEmpty(headline.value) ? event : `${event}: ${sayValue(headline.value, { how: headline.how, names, said })}`
}

/** What an entry tells besides, as pairs of a label and a value. What is empty, or said by what it is about, is left out. */
export function sayDetails({ type, subject, details }: Shown, { names, said }: { names: Names; said: Said }): { label: string; value: string }[] {
  const about = subject === null ? undefined : names.get(subject)
  const isSaid = (value: unknown) => {
    const named = typeof value === 'string' ? names.get(value) : undefined
    return (named && value === subject) || (named?.kind === 'holder' && about?.kind === 'key' && named.holder.id === about.holder.id)
  }
  // A step that left the case where it was.
  const stayed = type === 'replacement.moved' && details.from === details.to
  return readDetails(type, details).rest.flatMap(({ name, how, value: all }) => {
    const given = how === 'count' && Array.isArray(all) ? all.length : all
    if (stayed && name === 'from') return []
    const values = (Array.isArray(given) ? given : [given]).filter((each: unknown) => !isEmpty(each) && !(how === 'named' && isSaid(each)))
    if (values.length === 0) return []
    const value = values.map((each: unknown) => sayValue(each, { how, names, said })).join('; ')
    return [{ label: wordOf(recordTexts[said.language].details, name), value }]
  })
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''

function sayValue(value: unknown, { how, names, said }: { how: How; names: Names; said: Said }): string {
  const texts = recordTexts[said.language]
  if (typeof value === 'boolean') return value ? texts.yes : texts.no
  if (typeof value !== 'string') return JSON.stringify(value)
  switch (how) {
    case 'requirement':
      return sayRequirement(value, said)
    case 'plain':
    case 'own':
    case 'count':
      return value
    case 'named': {
      const named = names.get(value)
      return named ? (named.kind === 'contact' ? named.masked : sayNamed(named, said)) : value
    }
    case 'hour': {
      const begins = new Date(`${value}:00:00Z`)
      return Number.isNaN(begins.getTime()) ? value : sayDateTime(begins, said)
    }
    default:
      return wordOf(codes[said.language][how], value)
  }
}

/** A requirement, and what of it was missing, as the institution words them today. */
function sayRequirement(code: string, { institution, language }: Said): string {
  const [id = '', missing] = code.split('/')
  if (missing === shownAgain) return sayReason({ requirements: institution.requirements, language }, { requirement: id, reason: missing }) ?? code
  const requirement = institution.requirements.find((each) => each.id === id)
  if (!requirement) return code
  const title = requirement.title[language]
  if (missing === undefined) return title
  return `${title}: ${requirement.missing.find((each) => each.id === missing)?.text[language] ?? missing}`
}

const sayHolder = ({ name, branchCode }: Holder, language: Language) => (branchCode === null ? name : recordTexts[language].named.branch(name, branchCode))

/** What an id stands for. */
export function sayNamed(named: Named, said: Said): string {
  const { named: texts, changes } = recordTexts[said.language]
  switch (named.kind) {
    case 'replacement':
    case 'recovery':
    case 'unlock':
      return texts[named.kind](named.number)
    case 'holder':
      return sayHolder(named.holder, said.language)
    case 'staff':
    case 'reference':
    case 'representative':
      return named.name
    case 'contact':
      return texts.contact(named.masked, sayHolder(named.holder, said.language))
    case 'key':
      return texts.key(named.of, named.generation, sayHolder(named.holder, said.language))
    case 'import':
      return texts.import(named.format, sayDateTime(named.at, said))
    case 'saved_code':
      return texts.ofTime(sayDateTime(named.at, said))
    case 'change':
      return texts.change(changes[named.change], sayDateTime(named.at, said))
  }
}
