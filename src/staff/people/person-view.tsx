import type { ComponentChildren } from 'preact'
import type { View } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console } from '../console.tsx'
import { PasskeyForm, passkeyScripts } from '../passkeys/passkey-form.tsx'
import { officePath } from '../paths.ts'
import type { StaffRole } from '../staff.ts'
import { staffTexts } from '../texts.ts'
import { type AccountFields, AccountFieldset } from './account-form.tsx'
import { peopleTexts } from './texts.ts'
import type { OneAccount, ShownAccount, WaitingChange } from './view-people.ts'

type Props = { view: View; seen: OneAccount; typed: AccountFields | null; done: PersonNote | null; errors: FieldErrors }
export type PersonNote = 'retirada' | 'revisar' | 'pedido' | 'confirmado' | 'retirado'

/** One account, what waits for it, and what an administrator may do. */
export function PersonPage({ view, seen, typed, done, errors }: Props) {
  const texts = peopleTexts[view.language]
  const { account, actor } = seen
  const decides = actor.roles.includes('administrator') && actor.id !== account.id
  const confirmed = account.state === 'invited' || account.state === 'active'
  const fields = typed ?? { nombre: account.name, correo: account.email, cedula: '', oficina: account.office ?? '', funciones: account.roles }
  return (
    <Console view={view} actor={actor} title={account.name} errors={errors} scripts={passkeyScripts}>
      {errors.accion !== undefined && (
        <p class="field-error" id="accion" tabIndex={-1}>
          {errors.accion}
        </p>
      )}
      {done !== null && (
        <p class="inset apart" role="status">
          {texts.one.done[done]}
        </p>
      )}
      <Details view={view} seen={seen} />
      {account.state === 'unconfirmed' && actor.roles.includes('administrator') && (
        <section>
          <h2>{texts.one.confirmTitle}</h2>
          <CameBack view={view} seen={seen} />
          {seen.whyNot === null && <p>{texts.one.confirmLead}</p>}
          {seen.whyNot !== null && <p class="inset">{texts.errors[seen.whyNot]}</p>}
          {seen.whyNot !== null && seen.administrators < 2 && <p>{texts.list.alone}</p>}
          {seen.whyNot === null && (
            <Act view={view} action="confirmar" button={texts.one.confirm} options={seen.options.invitation}>
              <input type="hidden" name="invitada" value={account.invitedAt.toISOString()} />
            </Act>
          )}
        </section>
      )}
      {seen.changes.map((change) => (
        <Waiting
          view={view}
          account={account}
          change={change}
          options={seen.options.changes.get(change.id) ?? ''}
          decides={actor.roles.includes('administrator')}
          key={change.id}
        />
      ))}
      {decides && confirmed && (
        <details class="details" open={typed !== null}>
          <summary>{texts.one.changeTitle}</summary>
          <Act view={view} action="datos" button={texts.one.changeButton} options={seen.options.ask.details}>
            <AccountFieldset view={view} fields={fields} errors={errors} nationalId={false} />
          </Act>
        </details>
      )}
      {decides && confirmed && (
        <Folded
          title={account.state === 'invited' ? texts.one.linkTitle : texts.one.lostTitle}
          text={account.state === 'invited' ? texts.one.link : texts.one.lost}
        >
          <Act view={view} action="enlace" button={texts.one.lostButton} options={seen.options.ask.new_link} />
        </Folded>
      )}
      {decides && (account.state !== 'removed' || account.workStands) && (
        <p>
          <a href={`${officePath.staff}/${account.id}/retirar`}>{account.state === 'removed' ? texts.removal.titleVoid : texts.removal.title}</a>
        </p>
      )}
      {actor.roles.includes('auditor') && (
        <Form view={view} action={officePath.record}>
          <input type="hidden" name="funcionario" value={account.id} />
          <input type="hidden" name="miradas" value="si" />
          <Button secondary>{texts.one.inRecord}</Button>
        </Form>
      )}
      <p>
        <a href={officePath.staff}>{texts.one.back}</a>
      </p>
    </Console>
  )
}

/** Whoever confirms that somebody comes back knows how they went. */
function CameBack({ view, seen: { account, removedBefore } }: { view: View; seen: OneAccount }) {
  const { fields, one } = peopleTexts[view.language]
  if (removedBefore === null) return null
  const { at, by } = removedBefore
  const removed = fields.by(sayDateTime(at, view), by ?? fields.operator)
  return <p class="inset">{one.cameBack({ removed, doubted: account.voidedAt && sayDateTime(account.voidedAt, view) })}</p>
}

function Folded({ title, text, children }: { title: string; text: string; children: ComponentChildren }) {
  return (
    <details class="details">
      <summary>{title}</summary>
      <p>{text}</p>
      {children}
    </details>
  )
}

type ActProps = { view: View; action: string; button: string; secondary?: boolean; options?: string; id?: string; children?: ComponentChildren }

/** `options`: it takes a passkey that is shown for just that; what went wrong is said at the head of the page. */
function Act({ view, action, button, secondary, options, id = action, children }: ActProps) {
  const what = (
    <>
      <input type="hidden" name="accion" value={action} />
      {children}
    </>
  )
  if (options !== undefined)
    return (
      <PasskeyForm view={view} kind="known" options={options} button={button} errors={{}} id={`llave-${id}`}>
        {what}
      </PasskeyForm>
    )
  return (
    <Form view={view}>
      {what}
      <Button secondary={secondary === true}>{button}</Button>
    </Form>
  )
}

type WaitingProps = { view: View; account: ShownAccount; change: WaitingChange; options: string; decides: boolean }

/** What is asked for, and what it is now where that differs: whoever confirms sees what changes. */
function Waiting({ view, account, change, options, decides }: WaitingProps) {
  const texts = peopleTexts[view.language]
  const id = <input type="hidden" name="cambio" value={change.id} />
  return (
    <section>
      <h2>{texts.changes[change.kind]}</h2>
      <dl class="summary-list">
        <dt>{texts.one.wants}</dt>
        <dd>{texts.one.asked(sayDateTime(change.askedAt, view), change.askedBy)}</dd>
        {change.roles && (
          <AccountRows view={view} name={change.name ?? account.name} email={change.email ?? ''} office={change.office} roles={change.roles} now={account} />
        )}
      </dl>
      {decides && change.whyNot !== null && <p class="inset apart">{texts.errors[change.whyNot]}</p>}
      {decides && change.whyNot === null && (
        <Act view={view} action="aceptar" button={texts.one.confirm} options={options} id={change.id}>
          {id}
        </Act>
      )}
      {decides && change.whyNot !== 'self' && (
        <Act view={view} action="retirar" button={texts.one.withdraw} secondary>
          {id}
        </Act>
      )}
    </section>
  )
}

type Rows = { name: string; email: string; office: string | null; roles: readonly StaffRole[] }

function AccountRows({ view, now, ...shown }: Rows & { view: View; now?: Rows }) {
  const texts = peopleTexts[view.language].fields
  const said = ({ name, email, office, roles }: Rows) => ({
    name,
    email,
    office: view.institution.offices.find(({ id }) => id === office)?.name ?? texts.noOffice,
    roles: roles.map((role) => staffTexts[view.language].roles[role]).join(', '),
  })
  const [after, before] = [said(shown), said(now ?? shown)]
  const row = (name: keyof Rows) => (
    <>
      <dt>{texts[name]}</dt>
      <dd>{after[name] === before[name] ? after[name] : <strong>{texts.instead(after[name], before[name])}</strong>}</dd>
    </>
  )
  return (
    <>
      {row('name')}
      {row('email')}
      {row('office')}
      {row('roles')}
    </>
  )
}

function Details({ view, seen: { account, removedBefore, passkeys, usedAt } }: { view: View; seen: OneAccount }) {
  const texts = peopleTexts[view.language]
  const { fields } = texts
  return (
    <dl class="summary-list">
      <dt>{fields.state}</dt>
      <dd>{texts.states[account.state]}</dd>
      <dt>{fields.nationalId}</dt>
      <dd>{account.nationalId}</dd>
      <AccountRows view={view} name={account.name} email={account.email} office={account.office} roles={account.roles} />
      {account.namesakes.length > 0 && (
        <>
          <dt>{fields.namesakes}</dt>
          <dd>
            <strong>{account.namesakes.join(', ')}</strong>
          </dd>
        </>
      )}
      <dt>{fields.invited}</dt>
      <dd>{fields.by(sayDateTime(account.invitedAt, view), account.invitedBy ?? fields.operator)}</dd>
      {account.confirmedAt && (
        <>
          <dt>{fields.confirmed}</dt>
          <dd>{fields.by(sayDateTime(account.confirmedAt, view), account.confirmedBy ?? fields.operator)}</dd>
        </>
      )}
      {account.approvesFrom && account.removedAt === null && account.roles.includes('approver') && (
        <>
          <dt>{fields.approvesFrom}</dt>
          <dd>{sayDateTime(account.approvesFrom, view)}</dd>
        </>
      )}
      {account.removedAt && (
        <>
          <dt>{fields.removed}</dt>
          <dd>{fields.by(sayDateTime(account.removedAt, view), account.removedBy ?? fields.operator)}</dd>
        </>
      )}
      {removedBefore && (
        <>
          <dt>{fields.removedBefore}</dt>
          <dd>{fields.by(sayDateTime(removedBefore.at, view), removedBefore.by ?? fields.operator)}</dd>
        </>
      )}
      {account.voidedAt && (
        <>
          <dt>{fields.voided}</dt>
          <dd>{fields.voidedUntil(sayDateTime(account.voidedAt, view))}</dd>
        </>
      )}
      <dt>{fields.passkeys}</dt>
      <dd>{passkeys === 0 ? '0' : usedAt ? fields.used(passkeys, sayDateTime(usedAt, view)) : fields.unused(passkeys)}</dd>
    </dl>
  )
}
