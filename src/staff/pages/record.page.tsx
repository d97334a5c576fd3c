import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { toDate } from '../../offices/calendar-date.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console, NotAllowedPage } from '../console.tsx'
import { officePath } from '../paths.ts'
import { type RecordPage, type ShownEntry, searchRecord, viewRecord } from '../record/search-record.ts'
import { recordTexts } from '../record/texts.ts'
import { signInAgain } from '../sign-in-again.tsx'

export const path = officePath.record

type Kind = keyof (typeof recordTexts)['es']['kinds']
const kinds = Object.keys(recordTexts.es.kinds) as [Kind, ...Kind[]]

const text = z.string().trim().max(50).catch('')
const Body = z
  .object({
    desde: text,
    hasta: text,
    tipo: z.enum(kinds).catch(''),
    sobre: text,
    funcionario: z.uuid().nullable().catch(null),
    antes: z
      .string()
      .regex(/^\d{4}-[\dT:.-]{5,25}Z_\d{1,18}$/)
      .nullable()
      .catch(null),
  })
  .catch({ desde: '', hasta: '', tipo: '', sobre: '', funcionario: null, antes: null })
type Fields = z.infer<typeof Body>

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
    for (const name of ['desde', 'hasta'] as const) if (fields[name] !== '' && toDate(fields[name]) === null) errors[name] = texts.wrongDay
    const [at = '', id = ''] = fields.antes?.split('_') ?? []
    const before = fields.antes === null || Number.isNaN(Date.parse(at)) ? null : { at: new Date(at), id }
    const search = { from: fields.desde, until: fields.hasta, types: fields.tipo, about: fields.sobre, staffId: fields.funcionario, before }
    const wrong = Object.keys(errors).length > 0
    const seen = wrong ? await viewRecord(context, { held: request.held }) : await searchRecord(context, { held: request.held }, search)
    if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
    if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
    if (!wrong && seen.entries === null) errors.sobre = texts.unknown
    return sendPage(reply, Object.keys(errors).length > 0 ? 422 : 200, <SearchPage view={view} seen={seen} fields={fields} errors={errors} />)
  }
}

type Props = { view: View; seen: RecordPage; fields: Fields; errors: FieldErrors }

function SearchPage({ view, seen, fields, errors }: Props) {
  const texts = recordTexts[view.language]
  return (
    <Console view={view} actor={seen.actor} title={texts.title} errors={errors}>
      <p>{texts.lead}</p>
      <Form view={view}>
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
        <Button>{texts.search}</Button>
      </Form>
      {seen.entries !== null && (
        <section>
          <h2>{texts.results}</h2>
          {seen.entries.length === 0 && <p>{texts.nothing}</p>}
          <ul class="entries">
            {seen.entries.map((entry) => (
              <EntryRow view={view} entry={entry} key={entry.id} />
            ))}
          </ul>
          {seen.next && (
            <Form view={view}>
              {Object.entries({ ...fields, funcionario: fields.funcionario ?? '', antes: `${seen.next.at.toISOString()}_${seen.next.id}` }).map(
                ([name, value]) => (
                  <input type="hidden" name={name} value={value} key={name} />
                ),
              )}
              <Button secondary>{texts.next}</Button>
            </Form>
          )}
        </section>
      )}
    </Console>
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

function EntryRow({ view, entry }: { view: View; entry: ShownEntry }) {
  const texts = recordTexts[view.language]
  const who = entry.staffName ?? texts.actors[entry.actor as keyof typeof texts.actors] ?? entry.actor
  const details = Object.entries(entry.details).filter(([, value]) => value !== null)
  return (
    <li>
      <strong>{entry.type}</strong>
      <p>
        {sayDateTime(entry.at, view)} · {who}
        {entry.subject !== null && (
          <>
            {' → '}
            <span title={entry.subject}>{entry.subjectName ?? entry.subject}</span>
          </>
        )}
      </p>
      {details.length > 0 && (
        <p class="hint">{details.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' · ')}</p>
      )}
    </li>
  )
}
