import type { RouteHandlerMethod } from 'fastify'
import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { toDate } from '../../offices/calendar-date.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayMoment, sayTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console, NotAllowedPage } from '../console.tsx'
import { officePath } from '../paths.ts'
import type { Names } from '../record/read-names.ts'
import { sayActor, sayDetails, sayEvent, sayNamed } from '../record/say-entry.ts'
import { looksAlone, type RecordPage, searchRecord, viewRecord } from '../record/search-record.ts'
import type { Entry } from '../record/store.ts'
import { recordTexts } from '../record/texts.ts'
import { signInAgain } from '../sign-in-again.tsx'

export const path = officePath.record

type Kind = keyof (typeof recordTexts)['es']['kinds']
const kinds = Object.keys(recordTexts.es.kinds) as [Kind, ...Kind[]]

/** Cut off where it could be nothing any more. */
const text = z
  .string()
  .transform((typed) => typed.trim().slice(0, 50))
  .catch('')
const Body = z
  .object({
    desde: text,
    hasta: text,
    tipo: z.enum(kinds).catch(''),
    miradas: z.literal('si').nullable().catch(null),
    sobre: text,
    funcionario: z.uuid().nullable().catch(null),
    // Fits a bigint whatever its digits.
    antes: z
      .string()
      .regex(/^\d{1,18}$/)
      .nullable()
      .catch(null),
    // Where each page before this one began, the first of them at the top.
    previas: z
      .string()
      .max(4000)
      .regex(/^\d{1,18}(,\d{1,18})*$/)
      .transform((typed) => typed.split(','))
      .catch([]),
  })
  .catch({ desde: '', hasta: '', tipo: '', miradas: null, sobre: '', funcionario: null, antes: null, previas: [] })
type Fields = z.infer<typeof Body>

/** No entry has this id: a page after it begins at the top. */
const top = '0'
/** As many pages as anybody turns back. */
const pagesBack = 200
/** The form by which the numbers of cases in the entries are searched for. */
const ofCase = 'tramite'

/** Of a time in which there are records: far away days cannot be reckoned with. */
const isDay = (typed: string) => toDate(typed) !== null && typed >= '1900' && typed < '2200'

/** What is searched for can be somebody's number, so a search is a form: an address would keep it. */
export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewRecord(context, { held: request.held })
    const view = viewOf(context, request, reply)
    if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
    if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
    const fields = { ...Body.parse({}), desde: seen.from, hasta: seen.until }
    return sendPage(reply, 200, <SearchPage view={view} seen={seen} fields={fields} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const fields = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = recordTexts[view.language]
    const errors: Record<string, string> = {}
    for (const name of ['desde', 'hasta'] as const) if (fields[name] !== '' && !isDay(fields[name])) errors[name] = texts.wrongDay
    const { desde: from, hasta: until, tipo: types, miradas, sobre: about, funcionario: staffId, antes: after } = fields
    const search = { from, until, types, looks: miradas === 'si', about, staffId, after }
    if (!errors.desde && !errors.hasta && fields.hasta !== '' && fields.desde > fields.hasta) errors.desde = texts.daysTurned
    const wrong = Object.keys(errors).length > 0
    const seen = wrong ? await viewRecord(context, { held: request.held }) : await searchRecord(context, { held: request.held }, search)
    if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
    if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
    if (!wrong && seen.entries === null) errors.sobre = seen.stoppedUntil ? texts.stopped(sayTime(seen.stoppedUntil, view)) : texts.unknown
    return sendPage(
      reply,
      seen.stoppedUntil ? 429 : Object.keys(errors).length > 0 ? 422 : 200,
      <SearchPage view={view} seen={seen} fields={fields} errors={errors} />,
    )
  }
}

type Props = { view: View; seen: RecordPage; fields: Fields; errors: FieldErrors }

function SearchPage({ view, seen, fields, errors }: Props) {
  const texts = recordTexts[view.language]
  const before = fields.previas.at(-1)
  return (
    <Console view={view} actor={seen.actor} title={texts.title} errors={errors}>
      <p>{texts.lead}</p>
      <Form view={view}>
        <div class="search-fields">
          <Field name="sobre" label={texts.about} hint={texts.aboutHint} value={fields.sobre} errors={errors} width={20} attributes={{ autocomplete: 'off' }} />
          <Select name="tipo" label={texts.types} value={fields.tipo} options={kinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))} />
          <Select
            name="funcionario"
            label={texts.staff}
            value={fields.funcionario ?? ''}
            options={[{ value: '', label: texts.anybody }, ...seen.staff.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <Field name="desde" label={texts.from} hint={texts.day} value={fields.desde} errors={errors} width={10} attributes={{ autocomplete: 'off' }} />
          <Field name="hasta" label={texts.until} hint={texts.day} value={fields.hasta} errors={errors} width={10} attributes={{ autocomplete: 'off' }} />
        </div>
        <div class="choice">
          <div class="option">
            <input type="checkbox" id="miradas" name="miradas" value="si" checked={fields.miradas === 'si'} />
            <label for="miradas">{texts.withLooks}</label>
          </div>
        </div>
        <Button>{texts.search}</Button>
      </Form>
      {seen.entries !== null && (
        <section>
          <h2>{texts.results}</h2>
          {seen.entries.length === 0 && <p>{texts.nothing}</p>}
          {fields.miradas === null && fields.tipo !== looksAlone && looksAlone.startsWith(fields.tipo) && (
            <Again view={view} fields={{ ...fields, miradas: 'si', antes: null, previas: [] }} button={texts.showLooks}>
              <p class="hint">{texts.withoutLooks}</p>
            </Again>
          )}
          <Form view={view} attributes={{ id: ofCase }}>
            <input type="hidden" name="desde" value={fields.desde} />
            <input type="hidden" name="hasta" value={fields.hasta} />
            <input type="hidden" name="miradas" value={fields.miradas ?? ''} />
          </Form>
          <ul class="entries record">
            {seen.entries.map((entry) => (
              <EntryRow view={view} entry={entry} names={seen.names} key={entry.id} />
            ))}
          </ul>
          {seen.next !== null && (
            <Again
              view={view}
              fields={{ ...fields, antes: seen.next, previas: [...fields.previas, fields.antes ?? top].slice(-pagesBack) }}
              button={texts.next}
            />
          )}
          {before !== undefined && <Again view={view} fields={{ ...fields, antes: before, previas: fields.previas.slice(0, -1) }} button={texts.previous} />}
        </section>
      )}
    </Console>
  )
}

/** The same search, a little different. */
function Again({ view, fields, button, children }: { view: View; fields: Fields; button: string; children?: ComponentChildren }) {
  return (
    <Form view={view}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value === null ? '' : String(value)} key={name} />
      ))}
      {children}
      <Button secondary>{button}</Button>
    </Form>
  )
}

function Select({ name, label, value, options }: { name: string; label: string; value: string; options: readonly { value: string; label: string }[] }) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Searches for a case, as a link would: but a link would keep the number in its address. */
function OfCase({ number, children }: { number: string; children: ComponentChildren }) {
  return (
    <button type="submit" class="link" form={ofCase} name="sobre" value={number}>
      {children}
    </button>
  )
}

function EntryRow({ view, entry, names }: { view: View; entry: Entry; names: Names }) {
  const texts = recordTexts[view.language]
  const nameOf = (id: string) => {
    const named = names.get(id)
    return named ? sayNamed(named, view) : id
  }
  const who = entry.staffId === null ? sayActor(entry.actor, view.language) : nameOf(entry.staffId)
  const about = entry.subject === null ? undefined : names.get(entry.subject)
  const number = about && 'number' in about ? about.number : null
  const details = sayDetails(entry, { names, said: view })
  return (
    <li>
      <div>
        <strong title={entry.type}>{sayEvent(entry, { names, said: view })}</strong>
        {entry.subject !== null && entry.subject !== entry.staffId && (
          <>
            {', '}
            {texts.regarding}{' '}
            <span title={entry.subject}>{number === null ? nameOf(entry.subject) : <OfCase number={number}>{nameOf(entry.subject)}</OfCase>}</span>
          </>
        )}
        {details.length > 0 && (
          <ul class="entry-details hint">
            {details.map(({ label, value }) => (
              <li key={label}>
                {label}: {value}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p>
        <time dateTime={entry.at.toISOString()}>{sayMoment(entry.at, view)}</time>
        <br />
        {who}
      </p>
    </li>
  )
}
