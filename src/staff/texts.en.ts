import type { es } from './texts.es.ts'

export const en = {
  frame: {
    nav: 'Office console',
    today: 'Today',
    cases: 'Cases',
    approvals: 'Approvals',
    record: 'Record',
    staff: 'Staff',
    signOut: 'Sign out',
  },
  roles: { agent: 'Agent', approver: 'Approver', supervisor: 'Supervisor', auditor: 'Auditor', administrator: 'Administrator' },
  today: {
    title: (name) => `Today: ${name}`,
    office: 'Office',
    noOffice: 'No office',
    roles: 'Your roles',
    toConfirm: (count) => (count === 1 ? 'One request about staff waits for your confirmation' : `${count} requests about staff wait for your confirmation`),
    missing: {
      agent: 'There is no agent: nobody attends to requests.',
      approver: 'There is no approver: no case with an office comes to its end.',
      supervisor: 'There is no supervisor: nobody resolves disputes or holds keys.',
      auditor: 'There is no auditor: nobody searches the record or is told about accounts.',
      administrator: 'There is only one administrator: nobody can confirm what they ask for.',
    },
    withoutAgents: (office) => `${office} has no agents, and people can choose it.`,
    approvesFrom: (when) => `You can approve from ${when}.`,
  },
  notAllowed: { title: 'Your account does not have this role', text: 'If you need it, ask an administrator.' },
} satisfies typeof es
