import type { KeyKind } from '../credentials/credentials.ts'
import type { Message } from '../notifications/message.ts'

type Said = { institution: string; phone: string; hours: string }
export type FiledFacts = Said & {
  kind: KeyKind
  /** Null: the case of a person. */
  employer: { name: string; shortName: string; branch: string } | null
  number: string
  when: string
  vetoLink: string | null
}

/** What a registered contact is told of a case once somebody was identified. */
export type NoticeFacts = Said & {
  kind: KeyKind
  number: string
  /** Whether the employer has, or had, another key. */
  hadKey: boolean
  holder: string
  /** As much of the name as an SMS has room for. */
  shortHolder: string
  branch: string | null
  office: string
  when: string
  /** Until when the case waits; null: it does not. */
  waitUntil: string | null
  /** Until when what an activated case did can be undone. */
  vetoUntil: string | null
  contactWasRight: boolean
  /** The contact that stopped it said that it was a mistake. */
  contactKept: boolean
  /** It had been finished, and what it did is void. */
  undone: boolean
  /** Whether the key is held now. */
  held: boolean
  /** Whether this contact is registered now. */
  registered: boolean
  vetoLink: string | null
  /** This contact has stopped it once, and cannot again. */
  stoppedBefore: boolean
}

const what = { employer: 'una clave patronal nueva', personal: 'cambiar el contacto de una clave personal' } as const satisfies Record<KeyKind, string>
const stop = (link: string | null) => (link === null ? [] : [{ link, label: 'No fui yo: detener el trámite' }])
const sms = ({ institution, phone }: Said, said: string, link: string | null = null, until: string | null = null) =>
  `${institution}: ${said}${link === null ? '' : `\nSi no fue usted, deténgalo${until === null ? '' : ` hasta el ${until}`}:\n${link}`}\nAyuda: ${phone}`
const about = ({ kind, holder, branch, number }: NoticeFacts) => ({
  text: kind === 'employer' ? `Empleador: ${holder}, sucursal ${branch}. Trámite ${number}.` : `Persona: ${holder}. Trámite ${number}.`,
})
const whoever = {
  employer: 'Si fue usted o alguien de su empresa, no haga nada. Si no, deténgalo ahora:',
  personal: 'Si fue usted, no haga nada. Si no, deténgalo ahora:',
} as const
const once = ({ phone, hours }: Said) =>
  `Desde este contacto ya se detuvo una vez, y cada contacto puede hacerlo una sola vez por solicitud. Si usted no la reconoce, llame ahora: ${phone}, ${hours}.`
const ask = (facts: NoticeFacts) => {
  if (facts.vetoLink === null) return facts.stoppedBefore ? [{ text: once(facts) }] : []
  return [{ text: whoever[facts.kind] }, ...stop(facts.vetoLink)]
}
const end = (facts: Said) => ({ text: `${facts.institution}. Ayuda: ${facts.phone}, ${facts.hours}.` })
const then = ({ kind, hadKey }: NoticeFacts) =>
  kind === 'personal'
    ? 'el contacto nuevo quedará registrado y el anterior dejará de servir'
    : `quien lo pidió podrá crear ${hadKey ? 'una clave nueva y la anterior dejará de servir' : 'la clave patronal'}`
const voided = ({ kind, undone, hadKey }: NoticeFacts) =>
  undone
    ? [
        {
          employer: `La clave que se creó con ella ya no sirve${hadKey ? ', y la anterior no vuelve' : ''}.`,
          personal: 'El contacto que se registró con ella ya no cuenta.',
        }[kind],
      ]
    : []
const askAgain = ({ kind, held }: NoticeFacts) =>
  held
    ? [
        {
          employer: 'La clave está retenida: para tener una nueva, el empleador la pide en una oficina.',
          personal: 'La clave está retenida: para volver a usarla, la persona pide en una oficina que se registre un contacto.',
        }[kind],
      ]
    : []
/** What there is now. */
const standing = (facts: NoticeFacts) => [...(facts.undone ? voided(facts) : ['No cambió nada.']), ...askAgain(facts)].join(' ')
const ends = {
  employer: 'La solicitud terminó y no se crea ninguna clave con ella.',
  personal: 'La solicitud terminó y el contacto no cambia con ella.',
} as const satisfies Record<KeyKind, string>
const ended = (facts: NoticeFacts) => [
  ...(facts.undone ? ['La solicitud terminó.', ...voided(facts)] : [ends[facts.kind]]),
  ...askAgain(facts),
  facts.registered ? 'Este contacto está registrado.' : 'Este contacto ya no está registrado.',
]

const decided = ({ contactWasRight, contactKept, held }: NoticeFacts) => {
  if (contactWasRight) return `terminó. Tenía razón quien la detuvo.${held ? ' La clave está retenida.' : ''}`
  return contactKept ? 'quien la detuvo dijo que fue un error. La oficina sigue con ella.' : 'tenía razón quien la presentó. La oficina sigue con ella.'
}

export const es = {
  filed: (facts: FiledFacts): Message => ({
    subject: `Alguien presentó la solicitud ${facts.number}`,
    blocks: [
      ...(facts.employer === null ? [] : [{ text: `Empleador: ${facts.employer.name}, sucursal ${facts.employer.branch}.` }]),
      {
        text: `El ${facts.when} alguien pidió en línea ${what[facts.kind]}, para terminar el trámite en una oficina. Este contacto está registrado, por eso se lo avisamos.`,
      },
      { text: 'Todavía no se comprobó quién es: para seguir, esa persona tiene que identificarse en la oficina.' },
      ...(facts.vetoLink === null ? [] : [{ text: 'Si usted no lo pidió, puede terminar esta solicitud:' }, ...stop(facts.vetoLink)]),
      end(facts),
    ],
    sms: sms(
      facts,
      `alguien pidió ${what[facts.kind]}${facts.employer === null ? '' : ` (${facts.employer.shortName})`}. Trámite ${facts.number}.`,
      facts.vetoLink,
    ),
  }),
  verified: (facts: NoticeFacts): Message => ({
    subject: `Alguien se identificó en la oficina por la solicitud ${facts.number}`,
    blocks: [
      about(facts),
      {
        text: `El ${facts.when} una persona mostró su documento en ${facts.office} y pide ${what[facts.kind]}. La oficina está revisando lo demás. Todavía no cambió nada.`,
      },
      ...ask(facts),
      end(facts),
    ],
    sms: sms(
      facts,
      `alguien se identificó y pide ${facts.kind === 'employer' ? 'una clave patronal' : 'cambiar el contacto'} (${facts.shortHolder}, ${facts.number}).`,
      facts.vetoLink,
    ),
  }),
  approved: (facts: NoticeFacts): Message => ({
    subject: `La oficina aprobó la solicitud ${facts.number}`,
    blocks: [
      about(facts),
      {
        text:
          facts.waitUntil === null
            ? `El ${facts.when} la oficina la aprobó. Con su código de continuación, ${then(facts)}.`
            : `El ${facts.when} la oficina la aprobó. Si nadie la detiene hasta el ${facts.waitUntil}, ${then(facts)}.`,
      },
      ...ask(facts),
      end(facts),
    ],
    sms: sms(facts, `la oficina aprobó la solicitud ${facts.number} (${facts.shortHolder}).`, facts.vetoLink, facts.waitUntil),
  }),
  approvalVoid: (facts: NoticeFacts): Message => ({
    subject: `La aprobación de la solicitud ${facts.number} ya no vale`,
    blocks: [
      about(facts),
      {
        text: `El ${facts.when} quedó sin efecto la aprobación de la oficina: la solicitud se revisa otra vez. Para seguir tiene que aprobarse de nuevo, y se lo avisaremos. ${standing(facts)}`,
      },
      ...ask(facts),
      end(facts),
    ],
    sms: sms(facts, `solicitud ${facts.number} (${facts.shortHolder}): vuelve a revisión, ya no está aprobada.`, facts.vetoLink),
  }),
  waitReminder: (facts: NoticeFacts): Message => ({
    subject: `Recordatorio: todavía puede detener la solicitud ${facts.number}`,
    blocks: [about(facts), { text: `Si nadie la detiene hasta el ${facts.waitUntil}, ${then(facts)}.` }, ...ask(facts), end(facts)],
    sms: sms(facts, `hasta el ${facts.waitUntil} se puede detener el trámite ${facts.number} (${facts.shortHolder}).`, facts.vetoLink),
  }),
  activated: (facts: NoticeFacts): Message => ({
    subject:
      facts.kind === 'personal'
        ? 'El contacto de su clave personal cambió en una oficina'
        : facts.hadKey
          ? 'Su clave patronal cambió en una oficina'
          : 'Se creó su clave patronal en una oficina',
    blocks: [
      about(facts),
      {
        text:
          facts.kind === 'employer'
            ? `El ${facts.when} se creó ${facts.hadKey ? 'una nueva clave patronal. La anterior ya no sirve y se cerraron todas las sesiones abiertas' : 'la clave patronal'}.`
            : `El ${facts.when} quedó registrado un contacto nuevo. El anterior ya no sirve para recuperar la clave.`,
      },
      ...(facts.vetoLink === null
        ? ask(facts)
        : [
            { text: `Si no fue usted, deténgalo antes del ${facts.vetoUntil}. Lo que se hizo quedará anulado y el caso se aclara en una oficina.` },
            ...stop(facts.vetoLink),
          ]),
      end(facts),
    ],
    sms: sms(
      facts,
      `${facts.kind === 'employer' ? 'la clave patronal' : 'el contacto de la clave personal'} de ${facts.shortHolder} ${facts.kind === 'employer' && !facts.hadKey ? 'se creó' : 'cambió'} (${facts.number}).`,
      facts.vetoLink,
    ),
  }),
  disputed: (facts: NoticeFacts): Message => ({
    subject: `Se detuvo la solicitud ${facts.number}`,
    blocks: [
      about(facts),
      { text: `El ${facts.when} un contacto registrado avisó que no la reconoce. Quedó detenida.` },
      ...(facts.undone ? [{ text: standing(facts) }] : []),
      { text: 'Un supervisor que no participó en el trámite decide quién tiene razón y se lo avisamos.' },
      end(facts),
    ],
    sms: sms(facts, `un contacto detuvo la solicitud ${facts.number} (${facts.shortHolder}). Le avisaremos.`),
  }),
  resolved: (facts: NoticeFacts): Message => ({
    subject: `Un supervisor decidió sobre la solicitud ${facts.number}`,
    blocks: [
      about(facts),
      {
        text: facts.contactWasRight
          ? `El ${facts.when} un supervisor dio la razón al contacto que la detuvo. ${ended(facts).join(' ')}`
          : facts.contactKept
            ? `El ${facts.when} un supervisor anotó que el contacto que la detuvo dijo que fue un error. La oficina sigue con ella y tiene que aprobarla de nuevo. Ese contacto queda como estaba. Si usted la detuvo y no dijo eso, llame ahora: ${facts.phone}, ${facts.hours}.`
            : `El ${facts.when} un supervisor dio la razón a quien presentó la solicitud. La oficina sigue con ella y tiene que aprobarla de nuevo. El contacto que la detuvo ya no recibe avisos ni puede detenerla.`,
      },
      ...(facts.contactWasRight ? [] : voided(facts).map((text) => ({ text }))),
      ...ask(facts),
      end(facts),
    ],
    sms: sms(facts, `solicitud ${facts.number} (${facts.shortHolder}): ${decided(facts)}`, facts.vetoLink),
  }),
  resolutionVoid: (facts: NoticeFacts): Message => ({
    subject: `Se decide otra vez sobre la solicitud ${facts.number}`,
    blocks: [
      about(facts),
      {
        text: `El ${facts.when} quedó sin efecto lo que un supervisor había decidido cuando un contacto registrado la detuvo. Está detenida otra vez, y el contacto, si había dejado de contar, vuelve a contar.`,
      },
      { text: 'Otro supervisor, que no participó en el trámite, decide quién tiene razón y se lo avisamos. Usted no tiene que hacer nada.' },
      end(facts),
    ],
    sms: sms(facts, `solicitud ${facts.number} (${facts.shortHolder}): detenida: la decide otro supervisor.`),
  }),
  rejected: (facts: NoticeFacts): Message => ({
    subject: `La oficina rechazó la solicitud ${facts.number}`,
    blocks: [about(facts), { text: `El ${facts.when} la oficina la rechazó. ${standing(facts)}` }, end(facts)],
    sms: sms(facts, `la oficina rechazó la solicitud ${facts.number} (${facts.shortHolder}).${facts.undone ? '' : ' No cambió nada.'}`),
  }),
  cancelled: (facts: NoticeFacts): Message => ({
    subject: `Se canceló la solicitud ${facts.number}`,
    blocks: [about(facts), { text: `El ${facts.when} la canceló quien la presentó. ${standing(facts)}` }, end(facts)],
    sms: sms(facts, `solicitud ${facts.number} (${facts.shortHolder}): la canceló quien la hizo.${facts.undone ? '' : ' Nada cambió.'}`),
  }),
  expired: (facts: NoticeFacts): Message => ({
    subject: `Venció la solicitud ${facts.number}`,
    blocks: [about(facts), { text: `El ${facts.when} se terminó su plazo. ${standing(facts)}` }, end(facts)],
    sms: sms(facts, `venció la solicitud ${facts.number} (${facts.shortHolder}).${facts.undone ? '' : ' No cambió nada.'}`),
  }),
}
