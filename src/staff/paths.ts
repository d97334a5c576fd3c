/** The console. */
export const officePath = {
  today: '/oficina',
  signIn: '/oficina/ingresar',
  signOut: '/oficina/salir',
  enrolment: '/oficina/inscripcion',
  passkeys: '/oficina/llaves',
  cases: '/oficina/tramites',
  approvals: '/oficina/aprobaciones',
  record: '/oficina/registro',
  staff: '/oficina/personal',
  help: '/oficina/ayuda',
} as const
