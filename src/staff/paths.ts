/** The console. */
export const officePath = {
  today: '/oficina',
  signIn: '/oficina/ingresar',
  signOut: '/oficina/salir',
  cases: '/oficina/tramites',
  approvals: '/oficina/aprobaciones',
  record: '/oficina/registro',
  staff: '/oficina/personal',
} as const
