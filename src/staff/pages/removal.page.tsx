import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console, NotAllowedPage } from '../console.tsx'
import { PasskeyForm, passkeyScripts } from '../passkeys/passkey-form.tsx'
import { officePath } from '../paths.ts'
import { peopleTexts } from '../people/texts.ts'
import { type Removal, viewRemoval } from '../people/view-removal.ts'
import { signInAgain } from '../sign-in-again.tsx'
import { staffTexts } from '../texts.ts'

export const path = `${officePath.staff}/:id/retirar`

const Params = z.object({ id: z.uuid() })

/** What a removal does, before it is done. Its form goes to the page of the account. */
export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { id } = Params.safeParse(request.params).data ?? { id: null }
    if (id === null) throw notFound()
    return showRemoval(context, request, reply, { id, status: 200, errors: {}, doubts: false })
  }
}

/** The page, also with why nothing was done; `doubts`: whether the box was ticked. */
export async function showRemoval(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, status, errors, doubts }: { id: string; status: number; errors: FieldErrors; doubts: boolean },
) {
  const seen = await viewRemoval(context, { held: request.held }, id)
  const view = viewOf(context, request, reply)
  switch (seen.outcome) {
    case 'seen':
      return sendPage(reply, status, <RemovalPage view={view} seen={seen} errors={errors} doubts={doubts} />)
    case 'unknown':
      throw notFound()
    case 'self':
    case 'gone':
      return reply.redirect(`${officePath.staff}/${id}`, 303)
    case 'signed_out':
      return signInAgain(context, request, reply)
    case 'not_allowed':
      return sendPage(reply, 403, <NotAllowedPage view={view} />)
  }
}

const notFound = () => Object.assign(new Error('there is no such account'), { statusCode: 404 })

function RemovalPage({ view, seen, errors, doubts }: { view: View; seen: Removal; errors: FieldErrors; doubts: boolean }) {
  const texts = peopleTexts[view.language]
  const { removal } = texts
  const { account, may, leased, work, missing, noApprovalUntil } = seen
  const page = `${officePath.staff}/${account.id}`
  return (
    <Console view={view} actor={seen.actor} title={may === 'remove' ? removal.title : removal.titleVoid} errors={errors} scripts={passkeyScripts}>
      <p>{may === 'remove' ? removal.lead : removal.leadVoid}</p>
      {may === 'remove' && (missing.roles.length + missing.offices.length > 0 || noApprovalUntil) && (
        <div class="inset apart">
          <p>
            <strong>{removal.missing}</strong>
          </p>
          <ul>
            {missing.roles.map((role) => (
              <li key={role}>{removal.missingRoles[role]}</li>
            ))}
            {noApprovalUntil && <li>{removal.noApproval(sayDateTime(noApprovalUntil, view))}</li>}
            {missing.offices.map((id) => (
              <li key={id}>{removal.missingAgent(view.institution.offices.find((each) => each.id === id)?.name ?? id)}</li>
            ))}
          </ul>
        </div>
      )}
      <dl class="summary-list">
        <dt>{removal.who}</dt>
        <dd>{account.name}</dd>
        <dt>{texts.fields.nationalId}</dt>
        <dd>{account.nationalId}</dd>
        <dt>{texts.fields.roles}</dt>
        <dd>{account.roles.map((role) => staffTexts[view.language].roles[role]).join(', ')}</dd>
        {may === 'remove' && (
          <>
            <dt>{removal.leased}</dt>
            <dd>{removal.leasedText(leased)}</dd>
          </>
        )}
        <dt>{removal.standing}</dt>
        <dd>{removal.standingText(work.standing)}</dd>
        <dt>{removal.disputes}</dt>
        <dd>{removal.disputesText(work.disputes)}</dd>
        <dt>{removal.contacts}</dt>
        <dd>{removal.contactsText(work.contacts)}</dd>
        <dt>{removal.underReview}</dt>
        <dd>{removal.underReviewText(work.underReview)}</dd>
        <dt>{removal.activated}</dt>
        <dd>{removal.activatedText(work.activated)}</dd>
      </dl>
      <PasskeyForm
        view={view}
        kind="known"
        options={seen.options}
        action={page}
        button={may === 'remove' ? removal.button : removal.buttonVoid}
        errors={errors}
      >
        <input type="hidden" name="accion" value={may === 'remove' ? 'quitar' : 'revisar'} />
        {may === 'remove' && (
          <div class="choice">
            <div class="option">
              <input type="checkbox" id="revisar" name="revisar" value="si" checked={doubts} />
              <label for="revisar">{removal.voidsWork}</label>
            </div>
            <p class="hint">{removal.voidsLater}</p>
          </div>
        )}
      </PasskeyForm>
      <p>
        <a href={page}>{removal.back}</a>
      </p>
    </Console>
  )
}
