import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Choice, Form, Hidden } from '../../ui/form.tsx'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { requestPath } from '../paths.ts'
import { employerKinds, employerReasons } from '../replacement.ts'
import { requestTexts } from '../texts.ts'
import { answersFields, isReturning, readAnswers, returningFields, withQuery } from './answers.ts'

export const path = requestPath.employer.reason

const text = z.string().max(40).catch('')
const Answered = z.object({ motivo: text, empleador: text }).catch({ motivo: '', empleador: '' })

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => {
    const [answered, returning] = [Answered.parse(request.query), isReturning(request.query)]
    return sendPage(reply, 200, <ReasonPage view={viewOf(context, request, reply)} answered={answered} returning={returning} errors={{}} />)
  }
}

/** Keeps nothing: the answers go on in the address. */
export function post(context: Context): RouteHandlerMethod {
  return (request, reply) => {
    const answers = readAnswers('employer', request.body)
    const returning = isReturning(request.body)
    if (answers) return reply.redirect(withQuery(requestPath.employer.requirements, { ...answersFields(answers), ...returningFields(returning) }), 303)
    const view = viewOf(context, request, reply)
    const texts = requestTexts[view.language].reason
    const answered = Answered.parse(request.body)
    const errors: FieldErrors = {
      ...(employerReasons.some((reason) => reason === answered.motivo) ? {} : { motivo: texts.choose }),
      ...(employerKinds.some((kind) => kind === answered.empleador) ? {} : { empleador: texts.chooseKind }),
    }
    return sendPage(reply, 422, <ReasonPage view={view} answered={answered} returning={returning} errors={errors} />)
  }
}

type ReasonPageProps = { view: View; answered: z.infer<typeof Answered>; returning: boolean; errors: FieldErrors }

function ReasonPage({ view, answered, returning, errors }: ReasonPageProps) {
  const texts = requestTexts[view.language].reason
  return (
    <Layout view={view} title={texts.title} errors={errors} keep={{ ...chosenOf(answered), ...returningFields(returning) }}>
      <Form view={view}>
        <Hidden fields={returningFields(returning)} />
        <Choice
          name="motivo"
          legend={texts.legend}
          options={employerReasons.map((value) => ({ value, label: texts.reasons[value] }))}
          chosen={answered.motivo}
          errors={errors}
        />
        <Choice
          name="empleador"
          legend={texts.kindLegend}
          options={employerKinds.map((value) => ({ value, label: texts.kinds[value] }))}
          chosen={answered.empleador}
          errors={errors}
        />
        <Button>{texts.continue}</Button>
      </Form>
    </Layout>
  )
}

const chosenOf = (answered: z.infer<typeof Answered>) => Object.fromEntries(Object.entries(answered).filter(([, value]) => value !== ''))
