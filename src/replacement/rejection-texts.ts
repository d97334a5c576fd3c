import type { Language } from '../institution.ts'
import type { RejectReason } from './replacement.ts'

// Why a case was rejected, as its applicant reads it, and what can be done then. Staff see the same words before they send them.

export type RedressFacts = { phone: string; hours: string }

const es = {
  reasons: {
    not_on_register: 'Lo que se escribió en la solicitud (RUC, sucursal o cédula) no consta en nuestro registro. Puede presentar otra con los datos correctos.',
    not_representative: 'Las consultas no muestran que usted represente hoy a este empleador.',
    requirement_not_met: 'No se cumple un requisito del trámite, y no se puede completar.',
    document_doubtful: 'Un documento que se mostró no se pudo dar por bueno.',
    withdrawn: 'Usted pidió en la oficina que se cierre este trámite.',
  } satisfies Record<RejectReason, string>,
  stopped: 'Un contacto registrado detuvo el trámite, y un supervisor que no participó le dio la razón.',
  redress: ({ phone, hours }: RedressFacts) =>
    `Si no está de acuerdo, puede reclamar por escrito en cualquiera de nuestras oficinas, con el número de su trámite: lo revisa una persona que no intervino. También puede llamar al ${phone} (${hours}) o presentar otra solicitud.`,
}

const en = {
  reasons: {
    not_on_register: 'What was typed in the request (RUC, branch or cédula) is not on our register. You can file another one with the right data.',
    not_representative: 'The look-ups do not show that you represent this employer today.',
    requirement_not_met: 'A requirement of the case is not met, and it cannot be completed.',
    document_doubtful: 'A document that was shown could not be accepted.',
    withdrawn: 'You asked at the office to have this case closed.',
  },
  stopped: 'A registered contact stopped the case, and a supervisor who took no part found that contact to be right.',
  redress: ({ phone, hours }) =>
    `If you do not agree, you can complain in writing at any of our offices, with the number of your case: somebody who took no part reviews it. You can also call ${phone} (${hours}) or file another request.`,
} satisfies typeof es

export const rejectionTexts = { es, en } satisfies Record<Language, typeof es>
