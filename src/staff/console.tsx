import type { ComponentChildren } from 'preact'
import type { View } from '../http/view.ts'
import { type FieldErrors, Layout } from '../ui/layout.tsx'
import { officePath } from './paths.ts'
import type { StaffActor, StaffRole } from './staff.ts'
import { staffTexts } from './texts.ts'

type ConsoleProps = {
  view: View
  actor: StaffActor
  title: string
  errors?: FieldErrors
  scripts?: readonly string[]
  keep?: Readonly<Record<string, string>>
  children: ComponentChildren
}

const entries = [
  { name: 'today', roles: ['agent', 'approver', 'supervisor', 'auditor', 'administrator'] },
  { name: 'cases', roles: ['agent', 'approver', 'supervisor'] },
  { name: 'approvals', roles: ['approver', 'supervisor'] },
  { name: 'record', roles: ['auditor'] },
  { name: 'staff', roles: ['administrator', 'auditor'] },
] as const satisfies readonly { name: keyof typeof officePath; roles: readonly StaffRole[] }[]

/** The frame of every page of the console: who is signed in, and where this account may go. */
export function Console({ view, actor, title, errors = {}, scripts = [], keep = {}, children }: ConsoleProps) {
  const { frame } = staffTexts[view.language]
  return (
    <Layout forStaff view={view} title={title} errors={errors} scripts={['/assets/not-again.js', ...scripts]} keep={keep}>
      <nav class="console-nav no-print" aria-label={frame.nav}>
        {entries
          .filter(({ roles }) => roles.some((role) => actor.roles.includes(role)))
          .map(({ name }) => (
            <a href={officePath[name]} aria-current={view.path === officePath[name] ? 'page' : undefined} key={name}>
              {frame[name]}
            </a>
          ))}
        <form method="post" action={officePath.signOut}>
          <input type="hidden" name="_csrf" value={view.csrf} />
          <button type="submit" class="small-button">
            {frame.signOut}: {actor.name}
          </button>
        </form>
      </nav>
      {children}
    </Layout>
  )
}

/** Signed in, but without the role. */
export function NotAllowedPage({ view }: { view: View }) {
  const texts = staffTexts[view.language].notAllowed
  return (
    <Layout forStaff view={view} title={texts.title}>
      <p>{texts.text}</p>
      <p>
        <a href={officePath.today}>{staffTexts[view.language].frame.today}</a>
      </p>
    </Layout>
  )
}
