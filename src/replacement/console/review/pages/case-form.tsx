import type { ComponentChildren } from 'preact'
import type { View } from '../../../../http/view.ts'
import { Form } from '../../../../ui/form.tsx'
import { consolePath } from '../../paths.ts'
import type { SeenCase } from '../view-case.ts'

export type Head = SeenCase['head']

type Props = { view: View; head: Pick<Head, 'number' | 'version'>; action?: string; children: ComponentChildren; attributes?: Record<string, string> }

/** A form about a case: it carries the version that its page was made from. */
export function CaseForm({ view, head, action, children, attributes = {} }: Props) {
  return (
    <Form view={view} action={action ?? consolePath.case(head.number)} attributes={attributes}>
      <input type="hidden" name="version" value={head.version} />
      {children}
    </Form>
  )
}

type ActionProps = {
  does: 'tomar' | 'llego' | 'volvio' | 'aprobar' | 'pedir' | 'rechazar' | 'devolver'
  secondary?: boolean
  /** Where the form goes by this button, if not by its others. */
  to?: string
  children: ComponentChildren
}

export function Action({ does, secondary, to, children }: ActionProps) {
  return (
    <button type="submit" name="hacer" value={does} formAction={to} class={secondary ? 'button button-secondary' : 'button'}>
      {children}
    </button>
  )
}
