import type { DisputeOutcome, HoldReason, ResolveReason } from './disputes.ts'

const reasons = {
  representation_shown: 'Quien pide mostró que representa hoy al empleador, o que es la persona',
  contact_was_an_old_one: 'El contacto es de alguien que ya no tiene que ver',
  contact_withdrew: 'El contacto dijo que fue un error',
  did_not_represent: 'Quien pide no representa al empleador, o no es la persona',
  false_document: 'Un documento es falso o dudoso',
  applicant_withdrew: 'Quien pide desistió',
} satisfies Record<ResolveReason, string>

export const es = {
  reasons,
  sayReason: (code: string) => (code in reasons ? reasons[code as ResolveReason] : code),
  outcomes: {
    applicant_was_right: 'Quien pide tenía razón',
    contact_was_right: 'El contacto tenía razón',
  } satisfies Record<DisputeOutcome, string>,
  holdReasons: {
    theft_reported: 'Denuncia de robo de la clave',
    court_order: 'Orden de una autoridad',
    false_document: 'Documento falso en un trámite',
    inside_help: 'Sospecha de ayuda desde dentro',
  } satisfies Record<HoldReason, string>,
}
