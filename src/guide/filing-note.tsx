import type { View } from '../http/view.ts'
import type { Language } from '../institution.ts'
import { sayDay } from '../ui/format.ts'
import { SupportLine } from '../ui/support.tsx'
import type { FilingDate } from './filing.ts'
import type { Today } from './look-at-today.ts'

const es = {
  before: (what: string, day: string, canton: string | null) =>
    `${what} vence el ${day}${canton === null ? '' : ` en ${canton}`}. Recupere la clave hoy en línea: puede hacerlo a cualquier hora.`,
  today: (what: string, canton: string | null) =>
    `${what} vence hoy${canton === null ? '' : ` en ${canton}`}. Recupere la clave ahora en línea. Si algo falla, llame antes de que termine el horario de atención.`,
  after: (what: string, day: string, canton: string | null) =>
    `${what} venció el ${day}${canton === null ? '' : ` en ${canton}`}. Recupere la clave y preséntela cuanto antes: cada día de atraso puede costar más.`,
  go: 'Vaya a la oficina cuanto antes.',
  key: 'La clave nueva sirve de inmediato: guárdela y presente hoy mismo.',
  due: {
    before: (what: string, day: string, canton: string | null) => `${what} vence el ${day}${canton === null ? '' : ` en ${canton}`}.`,
    today: (what: string, _day: string, canton: string | null) => `${what} vence hoy${canton === null ? '' : ` en ${canton}`}.`,
    after: (what: string, day: string, canton: string | null) => `${what} venció el ${day}${canton === null ? '' : ` en ${canton}`}.`,
  },
  office: 'Por oficina es posible que no alcance. Si ningún contacto registrado es suyo, llame hoy:',
}

const en = {
  before: (what, day, canton) => `${what} is due on ${day}${canton === null ? '' : ` in ${canton}`}. Recover the key online today: you can do it at any hour.`,
  today: (what, canton) =>
    `${what} is due today${canton === null ? '' : ` in ${canton}`}. Recover the key online now. If anything fails, call before the help line closes.`,
  after: (what, day, canton) =>
    `${what} was due on ${day}${canton === null ? '' : ` in ${canton}`}. Recover the key and file as soon as you can: each day late may cost more.`,
  go: 'Go to the office as soon as you can.',
  key: 'The new key works at once: save it and file today.',
  due: {
    before: (what, day, canton) => `${what} is due on ${day}${canton === null ? '' : ` in ${canton}`}.`,
    today: (what, _day, canton) => `${what} is due today${canton === null ? '' : ` in ${canton}`}.`,
    after: (what, day, canton) => `${what} was due on ${day}${canton === null ? '' : ` in ${canton}`}.`,
  },
  office: 'An office may not be in time. If no registered contact is yours, call today:',
} satisfies typeof es

const texts = { es, en } satisfies Record<Language, typeof es>
const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** What to do today, near a filing date of the institution. */
export function FilingNote({ view, today, at = 'start' }: { view: View; today: Today; at?: 'start' | 'key' | 'office' }) {
  const { filing } = view.institution
  if (filing === undefined || today.filing.length === 0) return null
  const words = texts[view.language]
  const what = capital(filing.name[view.language])
  const dueOnly = ({ when, due, canton }: FilingDate) => words.due[when](what, sayDay(due, view), canton)
  const say = ({ when, due, canton }: FilingDate) => (when === 'today' ? words.today(what, canton) : words[when](what, sayDay(due, view), canton))
  return (
    <div class="inset">
      {today.filing.map((each) => (
        <p key={`${each.due} ${each.canton}`}>
          {at === 'start' ? say(each) : dueOnly(each)}
          {each.reason !== null && ` (${each.reason[view.language]})`}
        </p>
      ))}
      {at === 'key' && <p>{words.key}</p>}
      {at === 'office' && <p>{words.go}</p>}
      {at !== 'key' && today.filing.some(({ when, officeInTime }) => when !== 'after' && !officeInTime) && (
        <>
          <p>{words.office}</p>
          <SupportLine view={view} />
        </>
      )}
    </div>
  )
}
