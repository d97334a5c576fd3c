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
  person: string
  tag: string
  number: string
  when: string
  device: Device
  through: string
  forOffice: boolean
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

const stop = (link: string | null) => (link === null ? [] : [{ link, label: 'No fui yo: detener el trámite' }])
const helpSms = ({ phone, hours }: { phone: string; hours: string }) => `\nAyuda: ${phone}, ${hours}.`
const stopSms = (link: string | null) => (link === null ? '' : `\nSi no fue usted, deténgalo:\n${link}`)

const codeSms = (code: StartedFacts['code']) => (code === null ? '' : `\nCódigo (${code.lasts}):\n${code.digits}\nNadie se lo va a pedir.`)

export const es = {
  started: (facts: StartedFacts): Message => ({
    subject: `Desbloquear la clave personal: ${facts.tag}`,
    blocks: [
      {
        text: `Alguien pidió desbloquear una clave personal que tiene este correo registrado. La página de la solicitud muestra estas dos palabras: ${facts.tag}.`,
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
      ...(facts.vetoLink === null ? [] : [{ text: 'Si usted no lo pidió, no dé el código a nadie. Puede detener esta solicitud:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: desbloquear clave personal (${facts.tag})
${facts.link}${codeSms(facts.code)}${helpSms(facts)}${
  facts.code === null
    ? ''
    : `

${facts.code.bound}`
}`,
  }),
  proven: (facts: CaseFacts): Message => ({
    subject: facts.forOffice ? 'Se pidió desbloquear su clave personal: sigue en una oficina' : 'Se va a desbloquear o cambiar su clave personal',
    blocks: [
      { text: `Clave personal de ${facts.person}. Trámite ${facts.number} (${facts.tag}).` },
      { text: `El ${facts.when} alguien confirmó, con el contacto registrado ${facts.through}, la solicitud hecha desde ${device[facts.device]}.` },
      { text: facts.forOffice ? 'Este caso no termina en línea: sigue en una oficina.' : 'Con eso puede desbloquear la clave o crear otra.' },
      ...(facts.vetoLink === null ? [] : [{ text: 'Si fue usted, no haga nada. Si no, deténgalo ahora:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: alguien confirmó con ${facts.through} el desbloqueo de la clave personal de ${facts.person} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  kept: (facts: CaseFacts): Message => ({
    subject: 'Su clave personal se desbloqueó',
    blocks: [
      { text: `Clave personal de ${facts.person}. Trámite ${facts.number} (${facts.tag}).` },
      { text: `El ${facts.when} la clave se desbloqueó. Sigue siendo la misma.` },
      ...(facts.vetoLink === null
        ? []
        : [{ text: `Si no fue usted, deténgalo antes del ${facts.vetoUntil}. La clave quedará anulada y el caso se resolverá en una oficina.` }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: la clave personal de ${facts.person} se desbloqueó el ${facts.when} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  replaced: (facts: CaseFacts): Message => ({
    subject: 'Su clave personal cambió',
    blocks: [
      { text: `Clave personal de ${facts.person}. Trámite ${facts.number} (${facts.tag}).` },
      { text: `El ${facts.when} se creó una nueva clave personal. La anterior, si la había, ya no sirve y se cerraron sus sesiones.` },
      ...(facts.vetoLink === null
        ? []
        : [{ text: `Si no fue usted, deténgalo antes del ${facts.vetoUntil}. La clave nueva quedará anulada y el caso se resolverá en una oficina.` }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: la clave personal de ${facts.person} cambió el ${facts.when} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  disputed: (facts: CaseFacts): Message => ({
    subject: 'Se detuvo el desbloqueo de la clave personal',
    blocks: [
      { text: `Clave personal de ${facts.person}. Trámite ${facts.number} (${facts.tag}).` },
      {
        text: `El ${facts.when} un contacto registrado avisó que no reconoce este trámite. Quedó detenido. Si la clave se había desbloqueado o cambiado hace poco, ya no sirve.`,
      },
      { text: `Para volver a tener una clave hay que ir a una oficina. Llame al ${facts.phone}.` },
    ],
    sms: `${facts.institution}: un contacto detuvo el desbloqueo de la clave personal de ${facts.person} (${facts.tag}). Para seguir, acuda a una oficina.${helpSms(facts)}`,
  }),
  resolved: (facts: CaseFacts): Message => ({
    subject: `Un supervisor decidió sobre el trámite ${facts.number}`,
    blocks: [
      { text: `Clave personal de ${facts.person}. Trámite ${facts.number} (${facts.tag}).` },
      {
        text: facts.contactWasRight
          ? `El ${facts.when} un supervisor dio la razón al contacto que detuvo el desbloqueo.`
          : facts.contactKept
            ? `El ${facts.when} un supervisor anotó que el contacto que lo detuvo dijo que fue un error. Ese contacto queda como estaba. Si usted lo detuvo y no dijo eso, llame ahora: ${facts.phone}, ${facts.hours}.`
            : `El ${facts.when} un supervisor dio la razón a quien pidió el desbloqueo. El contacto que lo detuvo ya no está registrado.`,
      },
      {
        text: facts.held
          ? `La clave sigue retenida: para tener otra hay que ir a una oficina. Llame al ${facts.phone}.`
          : 'Puede desbloquear la clave en línea.',
      },
    ],
    sms: `${facts.institution}: un supervisor resolvió el trámite ${facts.number} de la clave personal de ${facts.person}. ${facts.held ? 'La clave sigue retenida: acuda a una oficina.' : 'Puede desbloquear la clave en línea.'}${helpSms(facts)}`,
  }),
}
