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
      en: 'The person is the one in the photo that was looked up, and the number agrees.',
    },
    missing: [
      {
        id: 'no-consta',
        text: {
          es: 'El Registro Civil no muestra sus datos. Pídale que lo corrija.',
          en: 'The civil registry does not show your data. Ask it to put that right.',
        },
      },
      {
        id: 'no-coincide',
        text: {
          es: 'Los datos de la consulta no coinciden con su documento. Pida al Registro Civil que los corrija.',
          en: 'What we looked up does not agree with your document. Ask the civil registry to put that right.',
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
          es: 'Su nombramiento todavía no consta inscrito. Inscríbalo en el Registro Mercantil.',
          en: 'Your appointment is not registered yet. Have it entered in the companies register.',
        },
      },
      {
        id: 'vencido',
        text: {
          es: 'El nombramiento inscrito está vencido. Inscriba el nuevo en el Registro Mercantil.',
          en: 'The registered appointment has expired. Have the new one entered in the companies register.',
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
          es: 'El RUC consta suspendido o sin ese establecimiento. Actualícelo en el SRI.',
          en: 'The RUC is suspended, or lacks this establishment. Update it at the SRI.',
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
        text: { es: 'El acto que mostró no está vigente: hace falta el vigente.', en: 'The act that you showed is not in force: the one in force is needed.' },
      },
    ],
  },
  {
    id: 'solicitud-firmada',
    kind: 'show',
    title: { es: 'Solicitud firmada', en: 'Signed request' },
    bring: {
      es: 'El recibo de la solicitud, impreso para firmarlo allí; sin impresora, lleve su número',
      en: 'The receipt of the request, printed to sign it there; without a printer, bring its number',
    },
    check: { es: 'El solicitante firmó la solicitud ante el agente.', en: 'The applicant signed the request in front of the agent.' },
    missing: [
      {
        id: 'sin-firma',
        text: { es: 'Falta su firma en la solicitud.', en: 'Your signature on the request is missing.' },
      },
    ],
  },
]
