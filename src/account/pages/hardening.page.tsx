import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { View } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { harden } from '../harden.ts'
import { accountPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'
import type { Account } from '../view-account.ts'
import { ChangePage, KeyAgain, postChange, showChange } from './key-again.tsx'

export const path = `${accountPath.employer}/proteccion`
const savedCodePath = `${accountPath.employer}/codigo-guardado`

const Body = z.object({ opcion: z.enum(['reforzada', 'normal']).catch('reforzada') }).catch({ opcion: 'reforzada' })

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => showChange(context, { request, reply, kind: 'employer' }, HardeningPage)
}

export function post(context: Context): RouteHandlerMethod {
  return (request, reply) => {
    const hardened = Body.parse(request.body).opcion === 'reforzada'
    return postChange(
      context,
      { request, reply, kind: 'employer', page: HardeningPage, change: (asked) => harden(context, { ...asked, hardened }) },
      // Without a saved code the page says so by itself.
      () => reply.redirect(path, 303),
    )
  }
}

function HardeningPage({ view, account, errors }: { view: View; account: Account; errors: FieldErrors }) {
  const texts = accountTexts[view.language].hardening
  const since = account.holder.hardenedSince
  return (
    <ChangePage view={view} account={account} title={texts.title} errors={errors}>
      <p>{texts.what}</p>
      <ul>
        {texts.means.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {view.institution.policy.hardenedForAll > 0 && <p class="inset">{texts.forAll}</p>}
      {since !== null && <p class="inset">{texts.since(sayDateTime(since, view))}</p>}
      {since !== null && account.savedCodeMadeAt === null && <p class="inset">{texts.codeGone}</p>}
      {since === null && account.savedCodeMadeAt === null ? (
        <p class="inset">
          {texts.needsCode} <a href={savedCodePath}>{accountTexts[view.language].savedCode.title}</a>
        </p>
      ) : (
        <Form view={view}>
          <input type="hidden" name="opcion" value={since === null ? 'reforzada' : 'normal'} />
          <p>{texts.told}</p>
          <KeyAgain view={view} account={account} errors={errors} />
          <Button>{since === null ? texts.choose : texts.giveUp}</Button>
        </Form>
      )}
    </ChangePage>
  )
}
