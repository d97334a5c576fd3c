import type { ComponentChildren } from 'preact'
import type { View } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console } from '../console.tsx'
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
  const fields = typed ?? { correo: account.email, cedula: '', oficina: account.office ?? '', funciones: account.roles }
  return (
    <Console view={view} actor={actor} title={account.name} errors={errors}>
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
      <Details view={view} account={account} passkeys={seen.passkeys} />
      {account.state === 'unconfirmed' && actor.roles.includes('administrator') && (
        <section>
          <h2>{texts.one.confirmTitle}</h2>
          {seen.whyNot === null && <p>{texts.one.confirmLead}</p>}
          {seen.whyNot !== null && <p class="inset">{texts.errors[seen.whyNot]}</p>}
          {seen.whyNot !== null && seen.administrators < 2 && <p>{texts.list.alone}</p>}
          {seen.whyNot === null && (
            <Act view={view} action="confirmar" button={texts.one.confirm}>
              <input type="hidden" name="invitada" value={account.invitedAt.toISOString()} />
            </Act>
          )}
        </section>
      )}
      {seen.changes.map((change) => (
        <Waiting view={view} change={change} decides={actor.roles.includes('administrator')} key={change.id} />
      ))}
      {decides && confirmed && (
        <details class="details" open={typed !== null}>
          <summary>{texts.one.changeTitle}</summary>
          <Form view={view}>
            <input type="hidden" name="accion" value="datos" />
            <AccountFieldset view={view} fields={fields} errors={errors} nationalId={false} />
            <Button>{texts.one.changeButton}</Button>
          </Form>
        </details>
      )}
      {decides && confirmed && (
        <Folded title={texts.one.lostTitle} text={texts.one.lost}>
          <Act view={view} action="enlace" button={texts.one.lostButton} />
        </Folded>
      )}
      {decides && (account.state !== 'removed' || account.workStands) && (
        <p>
          <a href={`${officePath.staff}/${account.id}/retirar`}>{account.state === 'removed' ? texts.removal.titleVoid : texts.removal.title}</a>
        </p>
      )}
      <p>
        <a href={officePath.staff}>{texts.one.back}</a>
      </p>
    </Console>
  )
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

function Act({ view, action, button, secondary, children }: { view: View; action: string; button: string; secondary?: boolean; children?: ComponentChildren }) {
  return (
    <Form view={view}>
      <input type="hidden" name="accion" value={action} />
      {children}
      <Button secondary={secondary === true}>{button}</Button>
    </Form>
  )
}

function Waiting({ view, change, decides }: { view: View; change: WaitingChange; decides: boolean }) {
  const texts = peopleTexts[view.language]
  const id = <input type="hidden" name="cambio" value={change.id} />
  return (
    <section>
      <h2>{texts.changes[change.kind]}</h2>
      <dl class="summary-list">
        <dt>{texts.one.wants}</dt>
        <dd>{texts.one.asked(sayDateTime(change.askedAt, view), change.askedBy)}</dd>
        {change.roles && <AccountRows view={view} email={change.email ?? ''} office={change.office} roles={change.roles} />}
      </dl>
      {decides && change.whyNot !== null && <p class="inset apart">{texts.errors[change.whyNot]}</p>}
      {decides && change.whyNot === null && (
        <Act view={view} action="aceptar" button={texts.one.confirm}>
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

function AccountRows({ view, email, office, roles }: { view: View; email: string; office: string | null; roles: readonly StaffRole[] }) {
  const texts = peopleTexts[view.language].fields
  return (
    <>
      <dt>{texts.email}</dt>
      <dd>{email}</dd>
      <dt>{texts.office}</dt>
      <dd>{view.institution.offices.find(({ id }) => id === office)?.name ?? texts.noOffice}</dd>
      <dt>{texts.roles}</dt>
      <dd>{roles.map((role) => staffTexts[view.language].roles[role]).join(', ')}</dd>
    </>
  )
}

function Details({ view, account, passkeys }: { view: View; account: ShownAccount; passkeys: number }) {
  const texts = peopleTexts[view.language]
  const { fields } = texts
  return (
    <dl class="summary-list">
      <dt>{fields.state}</dt>
      <dd>{texts.states[account.state]}</dd>
      <dt>{fields.nationalId}</dt>
      <dd>{account.nationalId}</dd>
      <AccountRows view={view} email={account.email} office={account.office} roles={account.roles} />
      <dt>{fields.invited}</dt>
      <dd>{fields.by(sayDateTime(account.invitedAt, view), account.invitedBy ?? fields.operator)}</dd>
      {account.confirmedAt && (
        <>
          <dt>{fields.confirmed}</dt>
          <dd>{fields.by(sayDateTime(account.confirmedAt, view), account.confirmedBy ?? fields.operator)}</dd>
        </>
      )}
      {account.approvesFrom && account.roles.includes('approver') && (
        <>
          <dt>{fields.approvesFrom}</dt>
          <dd>{sayDateTime(account.approvesFrom, view)}</dd>
        </>
      )}
      {account.removedAt && (
        <>
          <dt>{fields.removed}</dt>
          <dd>{sayDateTime(account.removedAt, view)}</dd>
        </>
      )}
      <dt>{fields.passkeys}</dt>
      <dd>{passkeys}</dd>
    </dl>
  )
}
