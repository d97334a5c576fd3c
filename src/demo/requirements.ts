import type { Requirement } from '../institution.ts'

/** What the demo's offices examine: look-ups of what the State knows, and originals of what it does not. */
export const demoRequirements: Requirement[] = [
  {
    id: 'identidad',
    kind: 'lookup',
    database: 'Registro Civil',
    title: { es: 'Identidad del solicitante', en: 'Identity of the applicant' },
    check: {
      es: 'La persona y la foto de la consulta son la misma, y el número coincide.',
      en: 'The person and the photo of the consultation are the same, and the number agrees.',
    },
    missing: [
      {
        id: 'no-consta',
        text: {
          es: 'El Registro Civil no muestra sus datos. Pregunte ahí y vuelva.',
          en: 'The civil registry does not show your data. Ask there and come back.',
        },
      },
      {
        id: 'no-coincide',
        text: {
          es: 'Los datos de la consulta no coinciden con su documento. Aclárelo en el Registro Civil y vuelva.',
          en: 'The data of the consultation do not agree with your document. Settle it at the civil registry and come back.',
        },
      },
    ],
  },
  {
    id: 'representacion-sociedad',
    kind: 'lookup',
    database: 'Superintendencia de Compañías',
    reasons: ['key_holder_gone', 'representative_changed', 'hold_or_dispute', 'no_usable_contact', 'first_key', 'employer_closed'],
    employerKinds: ['company'],
    title: { es: 'Nombramiento inscrito del representante legal', en: 'Registered appointment of the legal representative' },
    check: {
      es: 'El solicitante consta como representante legal vigente de la empresa.',
      en: 'The applicant is listed as the current legal representative of the company.',
    },
    missing: [
      {
        id: 'no-inscrito',
        text: {
          es: 'Su nombramiento todavía no consta inscrito. Inscríbalo y vuelva; no hace falta traer copia.',
          en: 'Your appointment is not registered yet. Register it and come back; no copy is needed.',
        },
      },
      {
        id: 'vencido',
        text: {
          es: 'El nombramiento inscrito está vencido. Inscriba el nuevo y vuelva; no hace falta traer copia.',
          en: 'The registered appointment has expired. Register the new one and come back; no copy is needed.',
        },
      },
    ],
  },
  {
    id: 'ruc-activo',
    kind: 'lookup',
    database: 'Servicio de Rentas Internas',
    reasons: ['key_holder_gone', 'representative_changed', 'no_usable_contact', 'first_key', 'hold_or_dispute'],
    employerKinds: ['company', 'natural_person', 'public_body'],
    title: { es: 'RUC y establecimiento', en: 'RUC and establishment' },
    check: { es: 'El RUC está activo y la sucursal consta.', en: 'The RUC is active and the branch is listed.' },
    missing: [
      {
        id: 'suspendido',
        text: {
          es: 'El RUC consta suspendido o sin ese establecimiento. Actualícelo en el SRI y vuelva.',
          en: 'The RUC is suspended, or without this establishment. Update it at the SRI and come back.',
        },
      },
    ],
  },
  {
    id: 'designacion-publica',
    kind: 'show',
    reasons: ['key_holder_gone', 'representative_changed', 'hold_or_dispute', 'no_usable_contact', 'first_key', 'employer_closed'],
    employerKinds: ['public_body'],
    title: { es: 'Acto que designa a la autoridad', en: 'Act that appoints the authority' },
    bring: { es: 'El original de la acción de personal o del acto que le designa', en: 'The original of the act that appoints you' },
    check: { es: 'El acto nombra al solicitante y está vigente.', en: 'The act names the applicant and is in force.' },
    missing: [
      {
        id: 'no-vigente',
        text: { es: 'El acto mostrado no está vigente. Traiga el original vigente.', en: 'The act shown is not in force. Bring the original in force.' },
      },
    ],
  },
  {
    id: 'solicitud-firmada',
    kind: 'show',
    title: { es: 'Solicitud firmada', en: 'Signed request' },
    bring: {
      es: 'El recibo de la solicitud, impreso o en el teléfono: lo firma ahí, delante de quien le atiende',
      en: 'The receipt of the request, printed or on the telephone: you sign it there, before whoever attends you',
    },
    check: { es: 'El solicitante firmó la solicitud ante usted.', en: 'The applicant signed the request before you.' },
    missing: [
      {
        id: 'sin-firma',
        text: { es: 'Falta su firma en la solicitud. Vuelva a firmarla en la oficina.', en: 'Your signature is missing. Come back to sign.' },
      },
    ],
  },
]
