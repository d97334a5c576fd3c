import type { Device } from '../http/device.ts'
import type { Message } from '../notifications/message.ts'

const device = { phone: 'un teléfono', tablet: 'una tableta', computer: 'un computador', unknown: 'un equipo que no se pudo reconocer' } satisfies Record<
  Device,
  string
>

export type StartedFacts = {
  tag: string
  asked: string
  device: Device
  /** Null when the browser that asked has no time left to type it: the link still works. */
  code: { digits: string; lasts: string; bound: string } | null
  linkUntil: string
  link: string
  vetoLink: string | null
  institution: string
  phone: string
  hours: string
}

export type CaseFacts = {
  employer: string
  /** As much of the name as an SMS has room for. */
  shortEmployer: string
  branch: string
  tag: string
  number: string
  when: string
  device: Device
  through: string
  /** What the case has become by the proof. */
  as: 'proven' | 'waiting' | 'needs_evidence' | 'needs_office'
  waitUntil: string
  vetoUntil: string | null
  /** How a supervisor resolved a dispute, and whether the key is held. */
  contactWasRight: boolean
  /** The contact that stopped it said that it was a mistake. */
  contactKept: boolean
  held: boolean
  vetoLink: string | null
  institution: string
  phone: string
  hours: string
}

export type WaitOverFacts = { tag: string; number: string; link: string; linkUntil: string; institution: string; phone: string; hours: string }

const stop = (link: string | null) => (link === null ? [] : [{ link, label: 'No fui yo: detener el trámite' }])
const helpSms = ({ phone, hours }: { phone: string; hours: string }) => `\nAyuda: ${phone}, ${hours}.`
const stopSms = (link: string | null) => (link === null ? '' : `\nSi no fue usted, deténgalo:\n${link}`)

const codeSms = (code: StartedFacts['code']) => (code === null ? '' : `\nCódigo (${code.lasts}):\n${code.digits}\nNadie se lo va a pedir.`)

export const es = {
  started: (facts: StartedFacts): Message => ({
    subject: `Recuperar la clave patronal: ${facts.tag}`,
    blocks: [
      {
        text: `Alguien pidió recuperar una clave patronal que tiene este correo registrado. La página de la solicitud muestra estas dos palabras: ${facts.tag}.`,
      },
      { text: `Se pidió el ${facts.asked}, desde ${device[facts.device]}.` },
      { link: facts.link, label: 'Continuar con este enlace' },
      { text: `El enlace sirve hasta las ${facts.linkUntil}, en cualquier teléfono o computador.` },
      ...(facts.code === null
        ? []
        : [
            { code: facts.code.digits, label: 'O escriba este código en la página donde hizo la solicitud:' },
            { text: `El código sirve ${facts.code.lasts}. Nadie se lo va a pedir: ni por teléfono, ni por mensaje, ni en una oficina.` },
          ]),
      ...(facts.vetoLink === null
        ? []
        : [{ text: 'Si usted no lo pidió y nadie de su empresa lo hizo, no dé el código a nadie. Puede detener esta solicitud:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: recuperar clave patronal (${facts.tag})
${facts.link}${codeSms(facts.code)}${helpSms(facts)}${
  facts.code === null
    ? ''
    : `

${facts.code.bound}`
}`,
  }),
  proven: (facts: CaseFacts): Message => ({
    subject: {
      proven: 'Se va a crear una nueva clave patronal',
      waiting: 'Se pidió recuperar la clave patronal: puede detenerlo',
      needs_evidence: 'Se pidió recuperar la clave patronal: falta otra prueba',
      needs_office: 'Se pidió recuperar la clave patronal: sigue en una oficina',
    }[facts.as],
    blocks: [
      { text: `Empleador: ${facts.employer}, sucursal ${facts.branch}. Trámite ${facts.number} (${facts.tag}).` },
      { text: `El ${facts.when} alguien confirmó, con el contacto registrado ${facts.through}, la solicitud hecha desde ${device[facts.device]}.` },
      {
        text: {
          proven: 'Con eso puede crear una nueva clave. La anterior dejará de servir.',
          waiting: `Ese contacto solo no basta. Si nadie lo detiene hasta el ${facts.waitUntil}, podrá crear una nueva clave; antes, solo con otra prueba.`,
          needs_evidence: 'Con eso todavía no puede crear una nueva clave: le falta otra prueba.',
          needs_office: 'Este caso no termina en línea: sigue en una oficina.',
        }[facts.as],
      },
      ...(facts.vetoLink === null ? [] : [{ text: 'Si fue usted o alguien de su empresa, no haga nada. Si no, deténgalo ahora:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: alguien confirmó la recuperación de la clave patronal de ${facts.shortEmployer} con ${facts.through} (${facts.tag}).${facts.as === 'waiting' ? `\nPuede detenerlo hasta el ${facts.waitUntil}.` : ''}${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  waitReminder: (facts: CaseFacts): Message => ({
    subject: 'Recordatorio: todavía puede detener una recuperación de la clave patronal',
    blocks: [
      { text: `Empleador: ${facts.employer}, sucursal ${facts.branch}. Trámite ${facts.number} (${facts.tag}).` },
      { text: `Alguien confirmó, con el contacto registrado ${facts.through}, una recuperación que se pidió desde ${device[facts.device]}.` },
      { text: `Si nadie la detiene hasta el ${facts.waitUntil}, podrá crear una nueva clave. La anterior dejará de servir.` },
      ...(facts.vetoLink === null ? [] : [{ text: 'Si fue usted o alguien de su empresa, no haga nada. Si no, deténgalo ahora:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: hasta el ${facts.waitUntil} se puede detener la recuperación de la clave patronal de ${facts.shortEmployer} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  waitOver: (facts: WaitOverFacts): Message => ({
    subject: `Terminó la espera: continúe con la clave patronal (${facts.tag})`,
    blocks: [
      { text: `Trámite ${facts.number} (${facts.tag}). Nadie lo detuvo y la espera terminó. Si usted lo pidió, continúe con este enlace.` },
      { link: facts.link, label: 'Crear la clave nueva' },
      { text: `El enlace sirve hasta las ${facts.linkUntil}, en cualquier teléfono o computador. No lo dé a nadie.` },
    ],
    sms: `${facts.institution}: terminó la espera (${facts.tag}). Cree la clave nueva con este enlace, hasta las ${facts.linkUntil}:\n${facts.link}${helpSms(facts)}`,
  }),
  replaced: (facts: CaseFacts): Message => ({
    subject: 'Su clave patronal cambió',
    blocks: [
      { text: `Empleador: ${facts.employer}, sucursal ${facts.branch}. Trámite ${facts.number} (${facts.tag}).` },
      { text: `El ${facts.when} se creó una nueva clave patronal. La anterior ya no sirve y se cerraron todas las sesiones abiertas.` },
      ...(facts.vetoLink === null
        ? []
        : [
            {
              text: `Si no fue usted ni nadie de su empresa, deténgalo antes del ${facts.vetoUntil}. La clave nueva quedará anulada y el caso se resolverá en una oficina.`,
            },
          ]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: la clave patronal de ${facts.shortEmployer} cambió el ${facts.when} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  disputed: (facts: CaseFacts): Message => ({
    subject: 'Se detuvo una recuperación de la clave patronal',
    blocks: [
      { text: `Empleador: ${facts.employer}, sucursal ${facts.branch}. Trámite ${facts.number} (${facts.tag}).` },
      {
        text: `El ${facts.when} un contacto registrado avisó que no reconoce esta recuperación. Quedó detenida. Si se había creado una clave nueva, ya no sirve.`,
      },
      { text: `Para tener una clave nueva hay que ir a una oficina. Llame al ${facts.phone}.` },
    ],
    sms: `${facts.institution}: un contacto detuvo la recuperación de la clave patronal de ${facts.shortEmployer} (${facts.tag}). Para seguir, acuda a una oficina.${helpSms(facts)}`,
  }),
  resolved: (facts: CaseFacts): Message => ({
    subject: `Un supervisor decidió sobre el trámite ${facts.number}`,
    blocks: [
      { text: `Empleador: ${facts.employer}, sucursal ${facts.branch}. Trámite ${facts.number} (${facts.tag}).` },
      {
        text: facts.contactWasRight
          ? `El ${facts.when} un supervisor dio la razón al contacto que detuvo la recuperación.`
          : facts.contactKept
            ? `El ${facts.when} un supervisor anotó que el contacto que la detuvo dijo que fue un error. Ese contacto queda como estaba. Si usted la detuvo y no dijo eso, llame ahora: ${facts.phone}, ${facts.hours}.`
            : `El ${facts.when} un supervisor dio la razón a quien pidió la recuperación. El contacto que la detuvo ya no está registrado.`,
      },
      {
        text: facts.held ? `La clave sigue retenida: para tener otra hay que ir a una oficina. Llame al ${facts.phone}.` : 'Puede recuperar la clave en línea.',
      },
    ],
    sms: `${facts.institution}: un supervisor resolvió el trámite ${facts.number} de la clave patronal de ${facts.shortEmployer}. ${facts.held ? 'La clave sigue retenida: acuda a una oficina.' : 'Puede recuperar la clave en línea.'}${helpSms(facts)}`,
  }),
}
