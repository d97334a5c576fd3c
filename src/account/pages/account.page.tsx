import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime, sayTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { accountPath, recoverPath, signInPath, signOutPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'
import { type Account, viewAccount } from '../view-account.ts'
import { NoChangesNote } from './no-changes.tsx'

const get =
  (kind: KeyKind) =>
  (context: Context): RouteHandlerMethod =>
  async (request, reply) => {
    const account = await viewAccount(context, kind, request.held)
    if (!account) return reply.redirect(signInPath[kind], 303)
    return sendPage(reply, 200, <AccountPage view={viewOf(context, request, reply)} account={account} />)
  }

export const employer = { path: accountPath.employer, get: get('employer') }
export const personal = { path: accountPath.personal, get: get('personal') }

type Shown = { view: View; account: Account }

function AccountPage({ view, account }: Shown) {
  const { holder, noChanges } = account
  return (
    <Layout view={view} title={holder.name}>
      <HolderNumbers view={view} account={account} />
      {noChanges !== null && <NoChangesNote view={view} noChanges={noChanges} kind={holder.kind} />}
      <SignIns view={view} account={account} />
      <Contacts view={view} account={account} />
      <Protection view={view} account={account} />
      <Cases view={view} account={account} />
      <History view={view} account={account} />
      <Sessions view={view} account={account} />
      <Form view={view} action={signOutPath[holder.kind]}>
        <Button secondary>{accountTexts[view.language].home.signOut}</Button>
      </Form>
    </Layout>
  )
}

function HolderNumbers({ view, account: { holder } }: Shown) {
  const texts = accountTexts[view.language]
  const rows =
    holder.kind === 'employer'
      ? [[texts.ruc, holder.taxId] as const, [texts.branch, holder.branchCode] as const]
      : [[texts.nationalId, holder.nationalId] as const]
  return (
    <dl class="summary-list">
      {rows.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}

function SignIns({ view, account: { signIns, holder, noChanges, contacts } }: Shown) {
  const texts = accountTexts[view.language]
  const onlyOffice = contacts.length === 0 || noChanges?.why === 'hold' || noChanges?.why === 'dispute'
  return (
    <>
      <h2>{texts.home.signIns}</h2>
      {signIns.length === 0 && <p>{texts.home.noSignIns}</p>}
      <ul class="entries">
        {signIns.map((signIn) => (
          <li key={signIn.at}>
            {sayDateTime(signIn.at, view)}
            <br />
            {texts.home.device[signIn.device]}, {signIn.knownBrowser ? texts.home.known : texts.home.unknown}
          </li>
        ))}
      </ul>
      {onlyOffice ? (
        <p>{texts.home.notYouCall(view.institution.support.phone)}</p>
      ) : (
        <p>
          {texts.home.notYou(texts.key[holder.kind])} <a href={recoverPath[holder.kind]}>{texts.home.recover[holder.kind]}</a>
        </p>
      )}
    </>
  )
}

function Contacts({ view, account: { contacts, noChanges, holder } }: Shown) {
  const texts = accountTexts[view.language].home
  return (
    <>
      <h2>{texts.contacts}</h2>
      {contacts.length === 0 && <p>{texts.noContacts}</p>}
      <ul class="entries">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <strong>{contact.masked}</strong> {texts.since(sayDateTime(contact.since, view))}
            {contact.coolsUntil !== null && <p>{texts.cooling(sayDateTime(contact.coolsUntil, view))}</p>}
            {contact.doubt !== null && <p>{texts.doubt[contact.doubt]}</p>}
          </li>
        ))}
      </ul>
      {noChanges === null && (
        <p>
          <a href={`${accountPath[holder.kind]}/contacto`}>{texts.change}</a>
        </p>
      )}
    </>
  )
}

function Protection({ view, account }: Shown) {
  const texts = accountTexts[view.language].protect
  const { holder, noChanges, savedCodeMadeAt } = account
  if (holder.kind === 'personal') return null
  const hardened = holder.hardenedSince !== null || view.institution.policy.hardenedForAll > 0
  const rows = [
    { name: texts.savedCode, page: 'codigo-guardado', state: savedCodeMadeAt === null ? texts.none : texts.have },
    { name: texts.hardening, page: 'proteccion', state: hardened ? texts.on : texts.off },
  ]
  return (
    <>
      <h2>{texts.title}</h2>
      <ul class="entries">
        {rows.map(({ name, page, state }) => (
          <li key={page}>
            {noChanges === null ? <a href={`${accountPath.employer}/${page}`}>{name}</a> : name}: {state}
          </li>
        ))}
      </ul>
    </>
  )
}

function Cases({ view, account: { cases, requests, holder } }: Shown) {
  const texts = accountTexts[view.language].home
  return (
    <>
      <h2>{texts.cases}</h2>
      {cases.length + requests.length === 0 && <p>{texts.noCases[holder.kind]}</p>}
      <ul class="entries">
        {cases.map((each) => (
          <li key={each.number}>
            <strong>{texts.case(each.number, sayDateTime(each.startedAt, view))}</strong>
            <br />
            {texts.caseState[holder.kind][each.state]}
          </li>
        ))}
        {requests.map((each) => (
          <li key={each.number}>
            <strong>{texts.request(each.number, sayDateTime(each.submittedAt, view))}</strong>
            <br />
            {texts.requestState[each.state]}
          </li>
        ))}
      </ul>
      {requests.length > 0 && <p>{texts.notYours(view.institution.support.phone)}</p>}
    </>
  )
}

function History({ view, account: { keys } }: Shown) {
  const texts = accountTexts[view.language].home
  return (
    <>
      <h2>{texts.history}</h2>
      <ol class="entries">
        {keys.map((key) => (
          <li key={key.id}>
            {(key.external ? texts.external : texts.set)(sayDateTime(key.setAt, view))}
            <br />
            {key.unlockedAt !== null && <>{texts.unlocked(sayDateTime(key.unlockedAt, view))} </>}
            {texts.status[key.status](key.endedAt === null ? '' : sayDateTime(key.endedAt, view))}
          </li>
        ))}
      </ol>
    </>
  )
}

function Sessions({ view, account: { sessions, holder } }: Shown) {
  const texts = accountTexts[view.language].home
  return (
    <>
      <h2>{texts.sessions}</h2>
      <ul class="entries">
        {sessions.map((session) => (
          <li key={session.startedAt}>
            {texts.session(texts.device[session.device], sayDateTime(session.startedAt, view), sayTime(session.seenAt, view))}{' '}
            {session.own && <strong>{texts.own}</strong>}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form view={view} action={`${accountPath[holder.kind]}/sesiones`}>
          <Button secondary>{texts.endOthers}</Button>
        </Form>
      )}
    </>
  )
}
