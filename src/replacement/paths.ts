import type { ReplacementReason } from './replacement.ts'

/** The pages of a case with an office, of each kind of holder; what follows a case is one page for both. */
const of = (root: string) => ({
  before: root,
  reason: `${root}/motivo`,
  requirements: `${root}/requisitos`,
  data: `${root}/datos`,
  puzzle: `${root}/reto`,
  contact: `${root}/contacto`,
  code: `${root}/contacto/codigo`,
  office: `${root}/turno`,
  change: `${root}/cambiar`,
  review: `${root}/revisar`,
  receipt: `${root}/recibo`,
  pdf: `${root}/recibo/pdf`,
  done: `${root}/terminar`,
})

export const requestPath = { employer: of('/empleador/solicitud'), personal: of('/personal/solicitud') } as const

/** The first page of a request; for an employer with its reason, so that it is chosen already. */
export const requestLink = (reason: ReplacementReason) =>
  reason === 'lost_contact' ? requestPath.personal.before : `${requestPath.employer.before}?motivo=${reason}`

export const followPath = {
  case: '/tramite',
  cancel: '/tramite/cancelar',
  answer: '/tramite/responder',
  done: '/tramite/terminar',
  activate: '/tramite/activar',
  activateCode: '/tramite/activar/codigo',
  activateKey: '/tramite/activar/clave',
  activated: '/tramite/activar/listo',
} as const

/** The page of each step of finishing a case; what cannot be finished is followed. */
export const activationPath = {
  enter: followPath.activate,
  elsewhere: followPath.case,
  code: followPath.activateCode,
  key: followPath.activateKey,
  done: followPath.activated,
} as const
