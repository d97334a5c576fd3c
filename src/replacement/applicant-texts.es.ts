import type { Institution } from '../institution.ts'
import type { Message } from '../notifications/message.ts'

export type ApplicantFacts = {
  number: string
  institution: string
  phone: string
  hours: string
  /** Where a case is followed. */
  follow: string
  until: string
  office: Institution['offices'][number] | null
}
export type CodeFacts = { digits: string; lasts: string; bound: string }

const help = ({ phone, hours }: { phone: string; hours: string }) => `\nAyuda: ${phone}, ${hours}.`

export const es = {
  code: (facts: ApplicantFacts & CodeFacts): Message => ({
    subject: 'Código para confirmar este contacto',
    blocks: [
      {
        text: 'Alguien dio este correo como contacto en una solicitud que se termina en una oficina. Para confirmarlo, escriba este código en la página que lo pidió.',
      },
      { code: facts.digits, label: 'Código' },
      { text: `Sirve ${facts.lasts}. Nadie se lo va a pedir: ni por teléfono, ni por mensaje, ni en una oficina.` },
      { text: 'Si no fue usted, no haga nada: sin el código no cambia nada.' },
      { text: `${facts.institution}. Ayuda: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: código para confirmar este celular (${facts.lasts}):\n${facts.digits}\nNadie se lo va a pedir. Si no fue usted, no haga nada.${help(facts)}\n\n${facts.bound}`,
  }),
  receipt: (facts: ApplicantFacts): Message => ({
    subject: `Recibimos su solicitud ${facts.number}`,
    blocks: [
      { text: `Recibimos la solicitud ${facts.number}. Venga a la oficina hasta el ${facts.until}, con su cédula o pasaporte original y este número.` },
      ...(facts.office ? [{ text: `${facts.office.name}: ${facts.office.address}, ${facts.office.canton}. ${facts.office.hours.es}.` }] : []),
      { text: 'Con el número y su código de continuación puede ver el trámite o cancelarlo en esta página:' },
      { link: facts.follow, label: 'Ver el trámite' },
      { text: 'El código de continuación está solo en su recibo. No lo dé a nadie, tampoco en la oficina.' },
      { text: `${facts.institution}. Ayuda: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: recibimos su solicitud ${facts.number}. Venga a la oficina hasta el ${facts.until} con su cédula o pasaporte. Trámite:\n${facts.follow}${help(facts)}`,
  }),
}
