import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { sendPage } from '../http/send-page.ts'
import { type View, viewOf } from '../http/view.ts'
import { officePath } from '../staff/paths.ts'
import { staffTexts } from '../staff/texts.ts'
import { Layout } from '../ui/layout.tsx'
import { demoEnrolmentLink, listDemoStaff, type ShownStaff } from './staff.ts'

export const path = '/demo/personal'

const Body = z.object({ cedula: z.string().max(20) }).catch({ cedula: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => sendPage(reply, 200, <DemoStaffPage view={viewOf(context, request, reply)} staff={await listDemoStaff(context)} />)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => reply.redirect((await demoEnrolmentLink(context, Body.parse(request.body).cedula)) ?? path, 303)
}

function DemoStaffPage({ view, staff }: { view: View; staff: readonly ShownStaff[] }) {
  const texts = demoStaffTexts[view.language]
  return (
    <Layout view={view} title={texts.title}>
      <p>{texts.lead}</p>
      <p class="inset">{texts.profiles}</p>
      <ul class="entries">
        {staff.map((each) => (
          <li key={each.nationalId}>
            <h2>{each.name}</h2>
            <p>
              {each.roles.map((role) => staffTexts[view.language].roles[role]).join(', ')}
              {each.office !== null && ` · ${view.institution.offices.find(({ id }) => id === each.office)?.name}`}
            </p>
            <form method="post" action={path}>
              <input type="hidden" name="_csrf" value={view.csrf} />
              <input type="hidden" name="cedula" value={each.nationalId} />
              <button type="submit" class="small-button" aria-label={`${each.enrolled ? texts.again : texts.enrol}: ${each.name}`}>
                {each.enrolled ? texts.again : texts.enrol}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <p>
        <a href={officePath.signIn}>{texts.signIn}</a>
      </p>
    </Layout>
  )
}

const es = {
  title: 'Personal de la demostración',
  lead: 'En una institución real, cada funcionario recibe por correo un enlace de un solo uso. Aquí puede pedirlo para cada uno.',
  profiles: 'Para ser varias personas a la vez, use un perfil o una ventana privada del navegador para cada una.',
  enrol: 'Inscribir con una llave de acceso',
  again: 'Agregar otra llave de acceso',
  signIn: 'Ingreso del personal',
}
const demoStaffTexts = {
  es,
  en: {
    title: 'Staff of the demonstration',
    lead: 'In a real institution each member of staff gets a one-time link by e-mail. Here you can ask for it for each of them.',
    profiles: 'To be several people at once, use a browser profile or a private window for each.',
    enrol: 'Enrol with a passkey',
    again: 'Add another passkey',
    signIn: 'Staff sign-in',
  } satisfies typeof es,
}
